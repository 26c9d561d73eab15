"""camel-tools' analyzer and disambiguator, on a database of a few words that the tests write themselves."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from commands import Command, Done, invoke_at
from geomap.errors import RecognizerError
from geomap.gazetteer import Gazetteer
from geomap.pipeline import Settings, geoparse
from geomap.reasons import reason
from geomap.recognize import THRESHOLD
from geomap.recognize.camel_morphology import MorphologyModel, open_morphology_model
from geomap.recognize.decode import LABELS
from geomap.recognize.encode import Batch, encode
from geomap.recognize.labeler import Labeler, MorphologyLabeler, PooledLabeler, Recognizer, TaggerLabeler, open_labeler
from geomap.recognize.morphology import Morphology, shifted
from geomap.recognize.tagger import shipped_tagger
from geomap.records import Article, Kind, Mention
from geomap.split import split_article
from strategies import articles

WORDS = (  # spelling, vowelled lemma, part of speech, gloss, logarithm of the probability
    ("تدمر", "دَمَّر_1", "verb", "destroy;ruin", -3),
    ("تدمر", "تَدْمُر_1", "noun_prop", "Palmyra", -4),
    ("تعز", "عَزَّ_1", "verb", "be_dear", -3),
    ("تعز", "تَعِزّ_1", "noun_prop", "Taiz", -4),
    ("براك", "بَراك_1", "noun_prop", "Brak", -5),
    ("طبرق", "طُبْرُق_1", "noun_prop", "Tobruk", -4),
    ("كرنبوش", "كَرْنَبُوش_1", "noun_prop", "", -5),  # in no gazetteer
    ("القاهرة", "قاهِر_1", "adj", "conquering", -4),
    ("صور", "صُورَة_1", "noun", "picture;image", -3),
    ("صور", "صُورَة_1", "noun", "picture;image", -3),  # once more, in another case
    ("صور", "صُور_1", "noun_prop", "Tyre", -3),
    ("لم", "لَم_1", "part_neg", "did_not", -1),
)
MODEL = {"تعز": ("تَعِزّ_1", "noun_prop")}
"""What the disambiguator is taught of words: their most frequent lemma and part of speech."""
HEADS = "DEFINES DEFAULTS ORDER TOKENIZATIONS STEMBACKOFF PREFIXES SUFFIXES STEMS".split()
FEATURES = "diac lex bw gloss pos pos_lex_logprob".split()


def database(features: list[str]) -> str:
    """Return the text of a database, in camel-tools' format, that tells these features of `WORDS`."""
    parts = {head: [f"###{head}###"] for head in (*HEADS, "TABLE AB", "TABLE BC", "TABLE AC")}
    parts["DEFINES"] += [f"DEFINE {feature} {feature}:*open*" for feature in features]
    parts["DEFAULTS"].append("DEFAULT pos:noun")
    parts["ORDER"].append(" ".join(["ORDER", *features]))
    parts["PREFIXES"] += [f"{prefix}\tBefore\tdiac:{prefix} bw:{prefix} gloss:" for prefix in ("", "و")]
    parts["SUFFIXES"].append("\tAfter\tdiac: bw: gloss:")
    parts["STEMS"] += [
        f"{word.replace('ة', 'ه')}\tStem\t"
        f"diac:{word} lex:{lemma} bw:{word}/{pos.upper()} gloss:{gloss} pos:{pos} pos_lex_logprob:{chance}"
        for word, lemma, pos, gloss, chance in WORDS
    ]
    parts["TABLE AB"].append("Before Stem")
    parts["TABLE BC"].append("Stem After")
    parts["TABLE AC"].append("Before After")
    return "".join(f"{line}\n" for lines in parts.values() for line in lines)


def write(database_folder: Path, model_folder: Path) -> None:
    for folder in (database_folder, model_folder):
        folder.mkdir(parents=True, exist_ok=True)
    (database_folder / "morphology.db").write_text(database(FEATURES), encoding="utf-8")
    taught = {
        word: {"lex": lemma, "pos": pos, "diac": word, "bw": f"{word}/{pos.upper()}"}
        for word, (lemma, pos) in MODEL.items()
    }
    (model_folder / "model.json").write_text(json.dumps(taught), encoding="utf-8")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("morphology")
    write(folder, folder)
    return folder


@pytest.fixture(scope="session")
def model(data: Path, tmp_path_factory: pytest.TempPathFactory) -> MorphologyModel:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))  # camel_tools makes a folder there
        patch.delenv("CAMELTOOLS_DATA", raising=False)
        return open_morphology_model(data)


@pytest.fixture(scope="session")
def morphology(model: MorphologyModel) -> Morphology:
    return Morphology(model)


@pytest.fixture(scope="session")
def labeler(morphology: Morphology) -> Labeler:
    return open_labeler(Recognizer.GEOMAP, shipped_tagger(), morphology=morphology)


def batches(text: str, gazetteer: Gazetteer) -> list[Batch]:
    article = Article(id="a", text=text)
    return list(encode([split_article(article)], gazetteer, shipped_tagger()))


def mentions(gazetteer: Gazetteer, labeler: Labeler | None, text: str, threshold: float = THRESHOLD) -> list[Mention]:
    result = geoparse(Article(id="a", text=text), gazetteer, Settings(labeler=labeler, threshold=threshold))
    return [resolution.mention for resolution in result.resolutions]


# What a word can be


def test_readings_are_lemmas_with_a_part_of_speech(model: MorphologyModel) -> None:
    image, tyre = model.readings("صور")
    assert (image.pos, image.gloss, tyre.pos, tyre.gloss) == ("noun", "picture;image", "noun_prop", "Tyre")
    assert [image.probability, tyre.probability] == pytest.approx([0.9, 0.1]), "its two cases count once"


def test_the_lemma_that_is_ten_times_as_frequent_is_ten_times_as_probable(model: MorphologyModel) -> None:
    verb, name = model.readings("تدمر")
    assert (verb.pos, name.pos) == ("verb", "noun_prop")
    assert (verb.probability - 0.8) / name.probability == pytest.approx(10), "but for the share of what comes first"


def test_what_the_disambiguator_was_taught_comes_first(model: MorphologyModel) -> None:
    assert [reading.pos for reading in model.readings("تعز")] == ["noun_prop", "verb"]


@pytest.mark.parametrize("word", sorted({word for word, *_ in WORDS}))
def test_the_first_reading_is_what_camel_tools_chooses(model: MorphologyModel, data: Path, word: str) -> None:
    assert model.readings(word)
    from camel_tools.disambig.mle import MLEDisambiguator  # noqa: PLC0415  # `model` has given it a catalogue
    from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
    from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415

    own = MLEDisambiguator(Analyzer(MorphologyDB(str(data / "morphology.db"))), str(data / "model.json"))
    for written in (word, "و" + word):
        ((chosen,),) = [told.analyses for told in own.disambiguate([written])]
        first = model.readings(written)[0]
        assert (first.pos, first.gloss) == (chosen.analysis["pos"], chosen.analysis["stemgloss"].replace("_", " "))


@given(word=st.sampled_from([word for word, *_ in WORDS]), before=st.sampled_from(("", "و")))
def test_probabilities_sum_to_one(model: MorphologyModel, word: str, before: str) -> None:
    assert sum(reading.probability for reading in model.readings(before + word)) == pytest.approx(1)


@pytest.mark.parametrize("word", ["بنغازي", "،", "12", "NATO", "", "براك1", "کرنبوش"])
def test_what_the_analyzer_does_not_know_has_no_reading(model: MorphologyModel, word: str) -> None:
    assert model.readings(word) == ()


# What that says of places


def test_a_word_speaks_for_a_place_as_much_as_it_may_be_a_proper_noun(morphology: Morphology) -> None:
    weights = [morphology.evidence(word).weight for word in ("طبرق", "صور", "القاهرة", "بنغازي", "تدمر", "لم")]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[2], weights[3], weights[5]) == (0.5, 0, 0, -2)


def test_evidence_names_the_reading_that_decides(morphology: Morphology) -> None:
    details = {word: morphology.evidence(word).detail for word, *_ in WORDS}
    assert details == {
        "تدمر": "verb, destroy",
        "تعز": "noun_prop, Taiz",
        "براك": "noun_prop, Brak",
        "طبرق": "noun_prop, Tobruk",
        "كرنبوش": "noun_prop",
        "القاهرة": "",
        "صور": "noun_prop, Tyre",
        "لم": "part_neg, did not",
    }


def test_each_token_is_shifted_by_its_own_word(gazetteer: Gazetteer, morphology: Morphology) -> None:
    text = "لم يصل (وطبرق).\nتَدْمُـر القاهرة!"
    (batch,) = batches(text, gazetteer)
    shifts = morphology.shifts(batch)
    assert shifts.shape == (len(batch.rows),)
    by_token = {
        text[token.start : token.end]: shifts[encoded.offset + place]
        for encoded in batch.sentences
        for place, token in enumerate(encoded.tokens.all)
    }
    assert {token: shift for token, shift in by_token.items() if shift} == {
        "لم": -2,
        "وطبرق": 0.5,
        "تَدْمُـر": morphology.evidence("تدمر").weight,
    }
    assert np.count_nonzero(shifts) == 3, "nothing between the sentences"


_ROWS = arrays.arrays(np.float64, (3, LABELS), elements=st.floats(0.01, 1)).map(
    lambda rows: rows / rows.sum(1)[:, None]
)
_SHIFTS = arrays.arrays(np.float64, 3, elements=st.floats(-2, 2))


def _log_odds_of_places(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    places = rows[:, 1:5].sum(axis=1)
    odds: NDArray[np.float64] = np.log(places / (1 - places))
    return odds


@given(rows=_ROWS, shifts=_SHIFTS)
def test_the_log_odds_of_a_place_grow_by_the_shift(rows: NDArray[np.float64], shifts: NDArray[np.float64]) -> None:
    moved = shifted(rows, shifts)
    assert moved.sum(axis=1) == pytest.approx(1)
    assert _log_odds_of_places(moved) - _log_odds_of_places(rows) == pytest.approx(shifts, abs=1e-9)
    assert moved[:, 1:5] / moved[:, 1:2] == pytest.approx(rows[:, 1:5] / rows[:, 1:2]), "as before among themselves"
    assert shifted(moved, -shifts) == pytest.approx(rows)


@settings(max_examples=25, deadline=None)
@given(article=articles)
def test_any_text_can_be_read(gazetteer: Gazetteer, labeler: Labeler, article: Article) -> None:
    for batch in encode([split_article(article)], gazetteer, shipped_tagger()):
        said = labeler.probabilities(batch)
        assert said.shape == (len(batch.rows), LABELS)
        assert said.sum(axis=1) == pytest.approx(1)
    for mention in mentions(gazetteer, labeler, article.text):
        assert article.text[mention.start : mention.end] == mention.surface


# Mentions


SENTENCES = (
    "ثم {} مرة",
    "سكان {} قالوا",
    "شاهدنا {} أمس",
    "أهالي {} يحتجون",
    "وصل الوفد إلى {} أمس",
    "التقى في {} بقادة القبائل",
)
"""From hardly to surely about a place."""


def believed(gazetteer: Gazetteer, labeler: Labeler | None, word: str) -> set[tuple[str, float]]:
    """Return in which sentences, and from which threshold on, a word is a literal mention."""
    return {
        (text, threshold)
        for text in (sentence.format(word) for sentence in SENTENCES)
        for threshold in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
        for mention in mentions(gazetteer, labeler, text, threshold)
        if (mention.surface, mention.kind) == (word, Kind.LITERAL)
    }


def test_proper_nouns_are_believed_sooner_and_verbs_later(gazetteer: Gazetteer, labeler: Labeler) -> None:
    assert believed(gazetteer, labeler, "براك") > believed(gazetteer, None, "براك")
    assert believed(gazetteer, labeler, "كرنبوش") > believed(gazetteer, None, "كرنبوش")
    assert believed(gazetteer, labeler, "تدمر") < believed(gazetteer, None, "تدمر")
    assert believed(gazetteer, labeler, "بنغازي") == believed(gazetteer, None, "بنغازي"), "the database lacks it"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("براك", "how camel-tools reads the word: noun_prop, Brak"),
        ("تدمر", "in spite of: how camel-tools reads the word: verb, destroy"),
    ],
)
def test_what_the_shift_added_is_told_apart(gazetteer: Gazetteer, labeler: Labeler, word: str, said: str) -> None:
    told = []
    for text in (sentence.format(word) for sentence in SENTENCES):
        readers = (mentions(gazetteer, reader, text, 0.1) for reader in (None, labeler))
        for before, after in zip(*readers, strict=False):
            added = [item for item in after.evidence if item.code == "morphology"]
            gain = _log_odds(after.score) - _log_odds(before.score)
            assert sum(item.weight for item in added) == pytest.approx(gain, abs=0.1 if added else 0.3)
            told += added
    assert {reason([item]) for item in told} == {said}, "some sentences leave room for doubt"


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def test_another_recognizer_is_shifted_as_well(gazetteer: Gazetteer, morphology: Morphology) -> None:
    tagger = TaggerLabeler(shipped_tagger())
    both = MorphologyLabeler(PooledLabeler(tagger, tagger), morphology)
    (place,) = mentions(gazetteer, both, "وصل الوفد إلى تدمر أمس", 0.1)
    assert [item.code for item in place.evidence] == ["both", "morphology"]
    assert sum(item.weight for item in place.evidence) == pytest.approx(_log_odds(place.score), abs=0.01)
    assert "رغم: قراءة camel-tools للكلمة: verb, destroy" in reason(place.evidence, "ar")


# Loading


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def explain(home: Path) -> Command:
    """Run `geomap explain` on a text as a user would whose home folder is `home`."""
    return lambda *options: invoke_at(home, "explain", "وصل الوفد إلى تدمر أمس", "--threshold", "0.1", *options)


SAID = "how camel-tools reads the word: verb, destroy"


def read(done: Done) -> str:
    assert (done.status, done.err) == (0, [])
    return "\n".join(done.out)


def refused(done: Done) -> str:
    assert (done.status, done.out) == (2, [])
    (line,) = done.err
    return line


def test_data_given_by_path_needs_nothing_installed(explain: Command, data: Path) -> None:
    assert SAID in read(explain("--morphology", "--morphology-model", data))


def test_installed_data_is_found(explain: Command, home: Path) -> None:
    installed = home / ".camel_tools"
    write(installed / "data" / "morphology_db" / "msa", installed / "data" / "disambig_mle" / "msa")
    components = {
        name: {"default": "msa", "datasets": {"msa": {"path": f"{folder}/msa"}}}
        for name, folder in (("MorphologyDB", "morphology_db"), ("DisambigMLE", "disambig_mle"))
    }
    catalogue = {"version": "1.6.0", "packages": {}, "components": components}
    (installed / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    assert SAID in read(explain("--morphology"))
    shutil.rmtree(installed / "data" / "disambig_mle")
    line = refused(explain("--morphology"))
    assert "model.json: no data of camel-tools' disambiguator" in line
    assert "`camel_data -i disambig-mle-calima-msa-r13`" in line
    (installed / "catalogue.json").write_text("{}", encoding="utf-8")
    assert "catalogue.json: no catalogue of camel-tools" in refused(explain("--morphology"))


def test_without_data_one_line_says_how_to_install_it(explain: Command, home: Path) -> None:
    line = refused(explain("--morphology"))
    assert line.startswith("geomap: camel-tools' disambiguator is not installed; ")
    assert "`camel_data -i disambig-mle-calima-msa-r13`" in line
    assert list(home.iterdir()) == [], "camel-tools was not even imported"


def test_data_that_nothing_reads_is_refused(explain: Command, data: Path) -> None:
    assert refused(explain("--morphology-model", data)).endswith("it is read with --morphology only; add that")


@pytest.fixture
def copy(data: Path, model: MorphologyModel, tmp_path: Path) -> Path:
    assert model.readings("طبرق"), "camel-tools has a catalogue"
    return shutil.copytree(data, tmp_path / "copy")


@pytest.mark.parametrize("name", ["morphology.db", "model.json"])
def test_a_folder_that_lacks_a_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(RecognizerError, match=rf"\A.*copy/{name}: no data of camel-tools' disambiguator; install .*\Z"):
        open_morphology_model(copy)


@pytest.mark.parametrize("name", ["morphology.db", "model.json"])
def test_broken_data_is_refused_in_one_line(copy: Path, name: str) -> None:
    (copy / name).write_text("cut off", encoding="utf-8")
    with pytest.raises(RecognizerError, match=r"\A.*copy: camel-tools cannot load this data .*--morphology-model\Z"):
        open_morphology_model(copy)


def test_a_database_that_tells_too_little_is_refused(copy: Path) -> None:
    (copy / "morphology.db").write_text(database(FEATURES[:-1]), encoding="utf-8")
    with pytest.raises(RecognizerError, match=r"does not tell pos_lex_logprob; choose another"):
        open_morphology_model(copy)


def test_data_that_cannot_be_used_is_refused_in_one_line(copy: Path) -> None:
    (copy / "model.json").write_text('{"طبرق": {"lex": "طبرق"}}', encoding="utf-8")
    with pytest.raises(RecognizerError, match=r"\A.*copy: camel-tools cannot read «طبرق» with this data .*\Z"):
        open_morphology_model(copy).readings("طبرق")


def test_any_recognizer_may_be_asked_for_without_it() -> None:
    assert open_labeler(Recognizer.GEOMAP, shipped_tagger()).morphology is None
