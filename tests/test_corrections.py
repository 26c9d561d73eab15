import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser.samples import resolution
from commands import Done, invoke
from geomap.corrections import Corrections, files_beside, read_corrections
from geomap.corrections.records import Correction, Passage, Scope
from geomap.errors import CorrectionError
from geomap.gazetteer import Gazetteer
from geomap.reasons import reason
from geomap.records import Article, Candidate, Evidence, Geoparse, Kind, Mention, Place, Resolution, Sentence
from geomap.store import read_store, write_store

DOCUMENTED = (Path(__file__).parents[1] / "docs" / "corrections.md").read_text(encoding="utf-8")
LONDON = "geonames:2643743"
TEXT = "زار طرابلس ثم عاد إلى طرابلس."


def place(place_id: str, latitude: float = 1.0) -> Place:
    return Place(
        id=place_id, name=place_id, name_ar="", latitude=latitude, longitude=2.0, feature_class="P", feature_code="PPL"
    )


A, B, C = (place(f"geomap:{letter}") for letter in "abc")


def geoparsed(text: str = TEXT, name: str = "طرابلس", article: str = "one") -> Geoparse:
    """An article in which every occurrence of the name lies at A, and may lie at B."""
    sentence = Sentence(article_id=article, index=0, start=0, end=len(text))
    found = [resolution(sentence, at.start(), name, Kind.LITERAL, A) for at in re.finditer(name, text)]
    evidence = Evidence(code="capital", weight=3.0)
    others = (Candidate(place=B, score=-1.0, evidence=()),)
    resolutions = tuple(
        Resolution(mention=item.mention, place=A, score=0.8, evidence=(evidence,), alternatives=others)
        for item in found
    )
    return Geoparse(article=Article(id=article, text=text), sentences=(sentence,), resolutions=resolutions)


def entry(scope: Scope, name: str = "طرابلس", passage: Passage | None = None, **action: object) -> Correction:
    article = "" if scope == Scope.CORPUS else "one"
    fields = {"name": "" if passage or "merged" in action else name, "passage": passage, **action}
    return Correction(file="f.toml", entry="entry 1", scope=scope, article_id=article, **fields)  # type: ignore[arg-type]


def at(start: int, context: str = "", surface: str = "طرابلس") -> Passage:
    return Passage(start=start, end=start + len(surface), surface=surface, context=context)


def places(geoparse: Geoparse) -> list[str]:
    return [found.place.id if found.place else "" for found in geoparse.resolutions]


# Applying


def test_a_corrected_mention_says_that_a_hand_decided() -> None:
    done = Corrections([entry(Scope.CORPUS, place=B, note="سمعناه")]).apply(geoparsed())
    for found in done.resolutions:
        assert (found.place, found.score, found.mention.score) == (B, 1.0, 1.0)
        assert reason(found.mention.evidence + found.evidence) == "corrected by hand: سمعناه"
        assert reason(found.mention.evidence + found.evidence, "ar") == "صُحِّح يدويا: سمعناه"
        assert [(other.place, other.score) for other in found.alternatives] == [(A, 3.0)]


def test_without_a_note_the_reason_names_the_entry() -> None:
    done = Corrections([entry(Scope.CORPUS, place=B)]).apply(geoparsed())
    assert reason(done.resolutions[0].evidence) == "corrected by hand: f.toml: entry 1"


def test_what_is_no_place_is_removed() -> None:
    corrections = Corrections([entry(Scope.MENTION, passage=at(4), is_no_place=True)])
    before = geoparsed()
    assert corrections.apply(before).resolutions == before.resolutions[1:]
    assert list(corrections.stale()) == []


def test_a_kind_leaves_the_place_and_a_place_the_kind() -> None:
    kind, pin = entry(Scope.CORPUS, kind=Kind.DEMONYM), entry(Scope.CORPUS, place=B)
    for corrections in ([kind, pin], [pin, kind]):
        (found, _) = Corrections(corrections).apply(geoparsed()).resolutions
        assert (found.place, found.mention.kind) == (B, Kind.DEMONYM)


def test_the_narrower_scope_wins_wherever_it_stands() -> None:
    entries = [
        entry(Scope.MENTION, passage=at(4), place=C),
        entry(Scope.ARTICLE, place=B),
        entry(Scope.CORPUS, is_no_place=True),
    ]
    for ordered in (entries, entries[::-1]):
        corrections = Corrections(ordered)
        assert places(corrections.apply(geoparsed())) == [C.id, B.id]
        assert places(corrections.apply(geoparsed(article="two"))) == []
        assert list(corrections.stale()) == []


def test_of_one_scope_the_later_entry_wins() -> None:
    entries = [entry(Scope.CORPUS, place=B), entry(Scope.CORPUS, place=C)]
    assert places(Corrections(entries).apply(geoparsed())) == [C.id, C.id]
    assert places(Corrections(entries[::-1]).apply(geoparsed())) == [B.id, B.id]


def test_a_merge_moves_what_is_at_the_place() -> None:
    corrections = Corrections([entry(Scope.CORPUS, merged=A.id, place=B), entry(Scope.MENTION, passage=at(4), place=A)])
    assert places(corrections.apply(geoparsed())) == [A.id, B.id]


def test_a_merge_moves_also_what_was_pinned_to_the_place_before() -> None:
    pin, merge = entry(Scope.CORPUS, place=C), entry(Scope.CORPUS, merged=C.id, place=B)
    assert places(Corrections([pin, merge]).apply(geoparsed())) == [B.id, B.id]
    assert places(Corrections([merge, pin]).apply(geoparsed())) == [C.id, C.id]


def test_names_are_compared_folded() -> None:
    corrections = Corrections([entry(Scope.CORPUS, name="اَلأبيـض", place=B)])
    assert places(corrections.apply(geoparsed("في الابيض", "الابيض"))) == [B.id]


def test_a_name_after_the_preposition_lam_is_the_same_name() -> None:
    mention = Mention(
        article_id="one", sentence=0, start=2, end=7, surface="جزائر", toponym="الجزائر", kind=Kind.LITERAL, score=1.0
    )
    found = Geoparse(
        article=Article(id="one", text="للجزائر"),
        sentences=(Sentence(article_id="one", index=0, start=0, end=7),),
        resolutions=(Resolution(mention=mention, place=A, score=1.0, evidence=()),),
    )
    assert places(Corrections([entry(Scope.CORPUS, name="الجزائر", place=B)]).apply(found)) == [B.id]


def test_a_place_is_pinned_where_none_was_known() -> None:
    before = geoparsed()
    unknown = Resolution(mention=before.resolutions[0].mention, place=None, score=0.0, evidence=())
    found = Geoparse(article=before.article, sentences=before.sentences, resolutions=(unknown,))
    assert places(Corrections([entry(Scope.CORPUS, place=B)]).apply(found)) == [B.id]


@pytest.mark.parametrize(
    ("stale", "why"),
    [
        (entry(Scope.CORPUS, name="سبها", place=B), "the input has no mention of 'سبها'"),
        (entry(Scope.ARTICLE, name="سبها", place=B), "article 'one' has no mention of 'سبها'"),
        (entry(Scope.CORPUS, merged=C.id, place=B), f"the input has no mention of '{C.id}'"),
        (entry(Scope.MENTION, passage=at(3), place=B), "article 'one' has no mention 'طرابلس' at 3-9"),
        (entry(Scope.MENTION, passage=at(4, surface="بنغازي"), place=B), "article 'one' now reads otherwise there"),
        (entry(Scope.MENTION, passage=at(4, "غادر طرابلس ثم"), place=B), "article 'one' now reads otherwise there"),
    ],
)
def test_an_entry_that_nothing_matches_changes_nothing_and_is_told(stale: Correction, why: str) -> None:
    corrections = Corrections([stale])
    assert corrections.apply(geoparsed()) == geoparsed()
    assert list(corrections.stale()) == [f"f.toml: entry 1: {why}; mark it anew on the map, or remove the entry"]


def test_an_article_that_was_not_read_is_told() -> None:
    corrections = Corrections([entry(Scope.ARTICLE, place=B)])
    assert corrections.apply(geoparsed(article="two")) == geoparsed(article="two")
    (line,) = corrections.stale()
    assert "the input has no article 'one'" in line


@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_quotation_of_any_text_around_the_mention_is_found(before: str, after: str, left: int, right: int) -> None:
    text = f"{before} طرابلس {after}"
    start = len(before) + 1
    context = text[max(0, start - left) : start + 6 + right]
    found = geoparsed(text)
    mine = [item for item in found.resolutions if item.mention.start == start]
    corrections = Corrections([entry(Scope.MENTION, passage=at(start, context), place=B)])
    done = corrections.apply(found)
    assert [item.place for item in done.resolutions if item.mention.start == start] == [B] * len(mine) == [B]


def test_a_corrected_article_can_be_stored(tmp_path: Path) -> None:
    own = place("geomap:correction/درنة/32.75000,22.63000")
    done = Corrections([entry(Scope.CORPUS, place=own)]).apply(geoparsed())
    write_store([done], tmp_path / "store")
    assert list(read_store(tmp_path / "store")) == [done]


# Reading


def read(tmp_path: Path, gazetteer: Gazetteer, text: str) -> tuple[Correction, ...]:
    path = tmp_path / "f.toml"
    path.write_text(text, encoding="utf-8")
    return read_corrections([path], gazetteer)


GOOD = f'[[correction]]\nscope = "corpus"\nname = "لندن"\nplace = "{LONDON}"\n\n'


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("", "scope is none of corpus, article, mention"),
        ('scope = "page"', "scope is none of corpus, article, mention"),
        ('scope = "corpus"\nname = "سرت"', "it corrects nothing"),
        ('scope = "corpus"\nnot_a_place = true', "no name is given"),
        ('scope = "corpus"\nname = "«»"\nnot_a_place = true', "has no letter"),
        ('scope = "corpus"\nname = 3\nnot_a_place = true', "name is no text"),
        ('scope = "corpus"\nname = "سرت"\nnot_a_place = 1', "not_a_place is neither true nor false"),
        ('scope = "corpus"\nname = "سرت"\narticle = "a"\nnot_a_place = true', "'article' is no field of an entry of"),
        ('scope = "corpus"\nname = "سرت"\nplase = "x"', "'plase' is no field of an entry of scope corpus"),
        ('scope = "corpus"\nname = "سرت"\nplace = "geonames:1"', "the gazetteer has no place 'geonames:1'"),
        ('scope = "corpus"\nname = "سرت"\nplace = 1', "place is no text"),
        ('scope = "corpus"\nname = "سرت"\ncoordinates = "95 10"', "outside [-90, 90]"),
        ('scope = "corpus"\nname = "سرت"\ncoordinates = "0 0"', "there is no place at 0, 0"),
        (f'scope = "corpus"\nname = "سرت"\ncoordinates = "1 1"\nplace = "{LONDON}"', "both place and coordinates"),
        ('scope = "corpus"\nname = "سرت"\nplace_name = "x"\nkind = "literal"', "give its coordinates too"),
        ('scope = "corpus"\nname = "سرت"\nkind = "place"', "kind 'place' is none of literal"),
        ('scope = "corpus"\nname = "سرت"\nkind = "literal"\nnot_a_place = true', "has neither place nor kind"),
        (f'scope = "corpus"\nmerge = "{LONDON}"\nplace = "{LONDON}"', "merge and place are the same"),
        (f'scope = "corpus"\nmerge = "{LONDON}"\nname = "x"\nplace = "{LONDON}"', "both name and merge"),
        ('scope = "corpus"\nmerge = "x"\nkind = "literal"', "merge moves all mentions"),
        ('scope = "article"\nname = "سرت"\nnot_a_place = true', "no article is given"),
        ('scope = "mention"\narticle = "a"\nend = 3\nsurface = "x"\nnot_a_place = true', "start is no offset"),
        ('scope = "mention"\narticle = "a"\nstart = true\nend = 3\nsurface = "x"', "start is no offset"),
        ('scope = "mention"\narticle = "a"\nstart = 3\nend = 3\nsurface = "x"', "end is not after start"),
        ('scope = "mention"\narticle = "a"\nstart = 1\nend = 3', "no surface is given"),
    ],
)
def test_a_malformed_entry_is_told_with_its_line(tmp_path: Path, gazetteer: Gazetteer, fields: str, fault: str) -> None:
    with pytest.raises(CorrectionError) as error:
        read(tmp_path, gazetteer, f"{GOOD}[[correction]]\n{fields}\n")
    message = str(error.value)
    assert message.startswith(f"{tmp_path / 'f.toml'}: entry 2 (line 6): ")
    assert fault in message
    assert "; " in message


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[correction]\n", "not TOML: "),
        ('[correction]\nscope = "corpus"', "'correction' is no entry; begin each one with [[correction]]"),
        ("[[corrections]]\n", "'corrections' is no entry"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, gazetteer: Gazetteer, text: str, fault: str) -> None:
    with pytest.raises(CorrectionError, match=re.escape(fault)):
        read(tmp_path, gazetteer, text)


def test_lines_are_left_out_where_a_string_looks_like_an_entry(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with pytest.raises(CorrectionError, match="entry 1: it corrects nothing"):
        read(tmp_path, gazetteer, '[[correction]]\nscope = "corpus"\nname = "x"\nnote = """\n[[correction]]\n"""\n')


def test_a_file_may_be_empty_and_may_begin_with_a_byte_order_mark(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert read(tmp_path, gazetteer, "# nothing yet\n") == ()
    (found,) = read(tmp_path, gazetteer, "\N{ZERO WIDTH NO-BREAK SPACE}" + GOOD)
    assert found.place is not None
    assert found.place.name == "London"


def test_files_lie_beside_folders_and_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    inputs = [str(tmp_path / "in"), str(tmp_path / "in" / "a.txt"), "-", str(tmp_path / "other" / "b.txt")]
    assert files_beside(inputs) == ()
    (tmp_path / "in" / "geomap-corrections.toml").touch()
    assert files_beside(inputs) == (tmp_path / "in" / "geomap-corrections.toml",)


def test_every_place_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    some = [gazetteer.place_at(number) for number in (0, 1, 500, 3000)]
    assert gazetteer.places({*(found.id for found in some), "geonames:0"}) == {found.id: found for found in some}


# The commands


@pytest.fixture
def geomap(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return lambda *arguments: invoke(capsys, *arguments)


@pytest.fixture
def documented(tmp_path: Path) -> Path:
    """The folder of the example in docs/corrections.md."""
    folder = tmp_path / "in"
    folder.mkdir()
    (text,) = re.findall(r"```text\n(.*?)```", DOCUMENTED, re.DOTALL)
    (toml,) = re.findall(r"```toml\n(.*?)```", DOCUMENTED, re.DOTALL)
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "geomap-corrections.toml").write_text(toml, encoding="utf-8")
    return folder


def mentions(done: Done) -> dict[str, tuple[str, str, str]]:
    """Surface → kind, place and reason of its last mention, as `geomap extract` wrote them."""
    rows = [json.loads(line) for line in done.out]
    return {row["surface"]: (row["kind"], row["place_id"], row["reason"]) for row in rows}


def test_the_documented_example_does_what_it_says(documented: Path, geomap: Callable[..., Done]) -> None:
    done = geomap("extract", documented)
    assert (done.status, done.err) == (0, [])
    found = mentions(done)
    assert found["بنغازي"] == (
        "literal",
        "geonames:2210247",
        "corrected by hand: the delegation landed in Tripoli",
    )
    assert found["درنة"][:2] == ("literal", "geomap:correction/ميناء-درنة/32.75000,22.63333")
    assert "سرت" not in found
    assert found["لبنان"][:2] == ("associative", "geonames:272103")
    assert found["بيروت"][:2] == ("literal", "geomap:lb-beirut")
    (documented / "geomap-corrections.toml").unlink()
    before = mentions(geomap("extract", documented))
    assert before["بنغازي"][:2] == ("literal", "geonames:88319")
    assert before["سرت"][:2] == ("literal", "geonames:2210554")
    assert before["لبنان"][:2] == ("literal", "geonames:272103")
    assert before["بيروت"][:2] == ("literal", "geonames:276781")


def test_what_is_given_wins_over_what_lies_beside(documented: Path, geomap: Callable[..., Done]) -> None:
    given = documented.parent / "given.toml"
    given.write_text('[[correction]]\nscope = "corpus"\nname = "سرت"\nplace = "geonames:88319"\n', encoding="utf-8")
    found = mentions(geomap("extract", documented / "a.txt", "--corrections", given))
    assert found["سرت"] == ("literal", "geonames:88319", "corrected by hand: given.toml: entry 1 (line 1)")
    assert found["بنغازي"][1] == "geonames:2210247"


def test_explain_shows_what_a_hand_decided(documented: Path, geomap: Callable[..., Done]) -> None:
    done = geomap("explain", documented)
    assert (done.status, done.err) == (0, [])
    assert any("corrected by hand: the delegation landed in Tripoli" in line for line in done.out)
    assert geomap("explain", documented, "--article", "a.txt").out == done.out


@pytest.mark.parametrize("command", ["extract", "explain", "map"])
def test_a_stale_entry_is_told_and_the_rest_applied(
    documented: Path, geomap: Callable[..., Done], command: str
) -> None:
    (documented / "a.txt").write_text("وصل الوفد إلى مدينة سرت الليبية.", encoding="utf-8")
    output = ["-o", documented.parent / "x.html"] if command == "map" else []
    done = geomap(command, documented, *output)
    assert done.status == 0
    stale = [line for line in done.err if line.startswith("not applied: ")]
    assert [re.findall(r"entry \d", line) for line in stale] == [["entry 1"], ["entry 2"], ["entry 4"], ["entry 5"]]
    assert stale[0] == (
        f"not applied: {documented / 'geomap-corrections.toml'}: entry 1 (line 1): article 'a.txt' has no mention "
        "'بنغازي' at 20-26; mark it anew on the map, or remove the entry"
    )
    assert not any("سرت" in line for line in done.out)


@pytest.mark.parametrize("command", ["extract", "map"])
def test_a_faulty_file_is_refused_before_anything_is_written(
    documented: Path, geomap: Callable[..., Done], command: str
) -> None:
    output, given = documented.parent / "x.html", documented.parent / "missing.toml"
    for bad in (given, documented / "a.txt"):
        done = geomap(command, documented, "-o", output, "--corrections", bad)
        assert (done.status, done.out, len(done.err)) == (2, [], 1)
        assert done.err[0].startswith(f"geomap: {bad}: ")
    assert not output.exists()
