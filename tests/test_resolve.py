from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.match import match
from geomap.pipeline import geoparse
from geomap.reasons import reason
from geomap.records import Article, Candidate, Evidence, Kind, Match, Mention, Place, Resolution
from geomap.resolve import resolve
from geomap.split import SplitArticle, split_article
from strategies import articles

TRIPOLI_LIBYA, TRIPOLI_LEBANON = "geonames:2210247", "geonames:266826"
ALGERIA, ALGIERS = "geonames:2589581", "geonames:2507480"
TUNISIA, TUNIS = "geonames:2464461", "geonames:2464470"
BENGHAZI = "geonames:88319"
LIBYA, LEBANON, JORDAN, OMAN = "geonames:2215636", "geonames:272103", "geonames:248816", "geonames:286963"
AMMAN = "geonames:250441"


def resolved(text: str, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    """Each mention of the text, with the id of its place."""
    return [
        (found.mention.surface, found.place.id if found.place else None)
        for found in geoparse(Article(id="a", text=text), gazetteer).resolutions
    ]


def places(gazetteer: Gazetteer, text: str, surface: str) -> list[str | None]:
    return [place for found, place in resolved(text, gazetteer) if found == surface]


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("اندلعت مواجهات في طرابلس وسرت بعد ظهر أمس.", "طرابلس", TRIPOLI_LIBYA),
        ("أعلنت السلطات في ليبيا إغلاق مطار طرابلس ومدينة طرابلس.", "طرابلس", TRIPOLI_LIBYA),
        ("شهدت مدن لبنان احتجاجات، وامتدت من بيروت إلى مدينة طرابلس.", "طرابلس", TRIPOLI_LEBANON),
        ("انتشر الجيش في مدينة طرابلس اللبنانية صباح اليوم.", "طرابلس", TRIPOLI_LEBANON),
        ("انتشر الجيش في مدينة طرابلس الليبية صباح اليوم.", "طرابلس", TRIPOLI_LIBYA),
        (
            "زار الوزير مدينة بنغازي ومدينة سرت ومدينة درنة في ليبيا، ثم وصل إلى مدينة طرابلس اللبنانية.",
            "طرابلس",
            TRIPOLI_LEBANON,
        ),
        ("وقع انفجار في مدينة بنغازي الليبية.", "بنغازي", BENGHAZI),
        ("وصل الوزير إلى العاصمة الجزائر مساء أمس.", "الجزائر", ALGIERS),
        ("وصل الوزير إلى الجزائر العاصمة مساء أمس.", "الجزائر العاصمة", ALGIERS),
        ("وقعت الجزائر اتفاقا مع فرنسا.", "الجزائر", ALGERIA),
        ("وصل الوفد إلى العاصمة تونس صباح اليوم.", "تونس", TUNIS),
        ("زار الوفد دولة تونس ودولة ليبيا.", "تونس", TUNISIA),
        ("عقد المؤتمر في العاصمة الأردنية عمان.", "عمان", AMMAN),
        ("وصل الوفد إلى مدينة مسقط ثم غادر عمان إلى مدينة صلالة.", "عمان", OMAN),
    ],
)
def test_the_context_chooses_among_namesakes(gazetteer: Gazetteer, text: str, surface: str, place: str) -> None:
    found = places(gazetteer, text, surface)
    assert found
    assert set(found) == {place}


def test_the_country_in_the_same_sentence_outweighs_a_near_city_in_the_next(gazetteer: Gazetteer) -> None:
    text = "وصل الوفد إلى مدينة طرابلس في ليبيا.\nوعاد من مدينة بيروت اللبنانية إلى مدينة سرت."
    assert places(gazetteer, text, "طرابلس") == [TRIPOLI_LIBYA]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("أعلنت الحكومة الليبية ذلك.", LIBYA),
        ("وقال الرئيس اللبناني إن الأمر خطير.", LEBANON),
        ("سافر مسؤولون أردنيون إلى الخارج.", JORDAN),
    ],
)
def test_demonyms_are_placed_in_their_countries(gazetteer: Gazetteer, text: str, country: str) -> None:
    assert [place for _, place in resolved(text, gazetteer)] == [country]


def test_each_article_is_resolved_by_itself(gazetteer: Gazetteer) -> None:
    lebanon = "شهدت مدن لبنان احتجاجات، وامتدت من بيروت إلى مدينة طرابلس."
    libya = "اندلعت مواجهات في مدينة طرابلس ومدينة سرت في ليبيا."
    for _ in range(2):
        assert places(gazetteer, lebanon, "طرابلس") == [TRIPOLI_LEBANON]
        assert places(gazetteer, libya, "طرابلس") == [TRIPOLI_LIBYA]


@pytest.mark.parametrize("near", ["south", "north"])
def test_of_namesakes_in_one_country_the_nearer_is_chosen(gazetteer: Gazetteer, near: str) -> None:
    south, north = village("south", latitude=24.0), village("north", latitude=31.0)
    beside = {"south": 24.5, "north": 30.5}[near]
    city = replace(village("city", latitude=beside), population=1_000_000)
    alone = candidates_of("مدينة", 0, (city, 4.0))
    namesakes = candidates_of("القصر", 6, (south, 1.0), (north, 1.0))
    first, second = resolve(split_article(Article(id="a", text="مدينة القصر")), [alone, namesakes], gazetteer)
    assert first.place == city
    assert second.place is not None
    assert second.place.id == f"geomap:{near}"
    assert "near" in {item.code for item in second.evidence}


def village(name: str, *, latitude: float) -> Place:
    return Place(
        id=f"geomap:{name}",
        name=name,
        name_ar=name,
        latitude=latitude,
        longitude=32.0,
        feature_class="P",
        feature_code="PPL",
        country_code="EG",
    )


def candidates_of(surface: str, start: int, *places: tuple[Place, float]) -> Match:
    mention = Mention(
        article_id="a",
        sentence=0,
        start=start,
        end=start + len(surface),
        surface=surface,
        toponym=surface,
        kind=Kind.LITERAL,
        score=0.9,
    )
    priors = [(place, Evidence(code="population", weight=weight)) for place, weight in places]
    return Match(
        mention=mention,
        candidates=tuple(Candidate(place=place, score=prior.weight, evidence=(prior,)) for place, prior in priors),
    )


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("انتشر الجيش بِمدينةِ طَرَابُلُسَ ثم وَبِبَيْروتَ وبِليبيا.", ["طَرَابُلُسَ", "بَيْروتَ", "ليبيا"]),
        ("وصل إلى ليبيـــا\N{RIGHT-TO-LEFT MARK}، ثم إلى بنغازى.", ["ليبيـــا", "بنغازى"]),
        ("دعم الجزائر وتونسوليبيا للبيان.", ["الجزائر", "تونس", "ليبيا"]),
    ],
)
def test_marks_and_particles_stay_on_their_side(gazetteer: Gazetteer, text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _ in resolved(text, gazetteer)] == surfaces


# None of them


def test_a_name_without_a_place_is_left_unresolved_and_says_so(gazetteer: Gazetteer) -> None:
    (found,) = resolve(split_article(Article(id="a", text="في زززززز")), [candidates_of("زززززز", 3)], gazetteer)
    check(found)
    assert found.place is None
    assert reason(found.evidence) == "the gazetteer has no place of this name"


def test_namesakes_without_context_are_left_unresolved_and_named(gazetteer: Gazetteer) -> None:
    (tripoli, *_) = (found.mention for found in geoparse(Article(id="a", text="مدينة طرابلس"), gazetteer).resolutions)
    candidates = match(tripoli, gazetteer).candidates
    places = [candidate.place for candidate in candidates if candidate.place.feature_class == "P"]
    tied = candidates_of("طرابلس", 0, *((place, 1.0) for place in places))
    (found,) = resolve(split_article(Article(id="a", text="طرابلس")), [tied], gazetteer)
    check(found)
    assert found.place is None
    assert {candidate.place.id for candidate in found.alternatives} == {TRIPOLI_LIBYA, TRIPOLI_LEBANON}
    assert set(found.evidence[0].detail.split(" / ")) == {"Tripoli LY", "Tripoli LB"}


# For all articles


def check(found: Resolution) -> None:
    assert found.evidence
    assert 0 <= found.score <= 1
    assert 0 <= found.mention.score <= 1
    for language in ("ar", "en"):
        assert reason(found.evidence, language)
    if found.place is None:
        assert found.score == 0
    else:
        assert found.score >= 0.5
        assert (found.place.latitude, found.place.longitude) != (0, 0)
        assert found.place not in {candidate.place for candidate in found.alternatives}
    scores = [candidate.score for candidate in found.alternatives]
    assert scores == sorted(scores, reverse=True)
    for candidate in found.alternatives:
        assert candidate.score == pytest.approx(sum(item.weight for item in candidate.evidence), abs=0.01)


@given(article=articles)
def test_resolutions_are_sound_and_repeatable(gazetteer: Gazetteer, article: Article) -> None:
    result = geoparse(article, gazetteer)
    last = 0
    for found in result.resolutions:
        mention, sentence = found.mention, result.sentences[found.mention.sentence]
        assert max(last, sentence.start) <= mention.start < mention.end <= sentence.end
        assert article.text[mention.start : mention.end] == mention.surface
        assert mention.article_id == "a"
        check(found)
        last = mention.end
    assert geoparse(article, gazetteer) == result


STORY = """
وصل الوفد الليبي إلى مدينة طرابلس قادما من سرت ودرنة، ثم توجه إلى الجزائر العاصمة وتونس وعمان.
وقالت السلطات اللبنانية في بيروت إن طرابلس هادئة، وإن الجزائر وقطر والكويت وجيبوتي ولوكسمبورغ أيدت البيان.
والتقى الوفد في العاصمة الجزائر رئيس الوزراء، وفي الرياض والدوحة مسؤولين كوريين وغينيين.
"""


@pytest.fixture(scope="module")
def story(gazetteer: Gazetteer) -> tuple[SplitArticle, list[Match]]:
    article = Article(id="a", text=STORY)
    mentions = [found.mention for found in geoparse(article, gazetteer).resolutions]
    matches = [match(mention, gazetteer) for mention in mentions]
    assert sum(len(each.candidates) > 1 for each in matches) >= 5, "there is something to put in another order"
    return split_article(article), matches


def test_candidates_in_reverse_give_the_same_resolutions(
    gazetteer: Gazetteer, story: tuple[SplitArticle, list[Match]]
) -> None:
    text, matches = story
    reverse = [replace(each, candidates=each.candidates[::-1]) for each in matches]
    assert resolve(text, reverse, gazetteer) == resolve(text, matches, gazetteer)


@settings(deadline=None)
@given(data=st.data())
def test_candidates_in_any_order_give_the_same_resolutions(
    gazetteer: Gazetteer, story: tuple[SplitArticle, list[Match]], data: st.DataObject
) -> None:
    text, matches = story
    shuffled = [replace(each, candidates=tuple(data.draw(st.permutations(each.candidates)))) for each in matches]
    assert resolve(text, shuffled, gazetteer) == resolve(text, matches, gazetteer)


def test_a_street_is_not_in_the_city_after_which_it_is_named(gazetteer: Gazetteer) -> None:
    article = Article(id="a", text="وقع الحادث قرب شارع بنغازي، ونقل المصابون إلى مستشفى القيروان.")
    street, hospital = geoparse(article, gazetteer).resolutions
    assert street.place is None
    assert hospital.place is not None
    assert hospital.place.name == "Kairouan"
    assert "feature" in {item.code for item in hospital.evidence}


def test_a_division_and_its_seat_are_told_apart_by_the_noun_of_type(gazetteer: Gazetteer) -> None:
    article = Article(id="a", text="وصل من ولاية صفاقس إلى مدينة صفاقس التونسية.")
    placed = [found.place.feature_code for found in geoparse(article, gazetteer).resolutions[:2] if found.place]
    assert placed == ["ADM1", "PPL"]


def test_a_hospital_said_to_lie_in_another_country_is_none_that_the_gazetteer_has(gazetteer: Gazetteer) -> None:
    text = "نقل المصابون إلى مستشفى الرازي بحلب بعد القصف."
    assert places(gazetteer, text, "مستشفى الرازي") == [None], "the one in the gazetteer is near Tunis"
    at_home = "نقل المصابون إلى مستشفى الرازي بمنوبة في تونس."
    assert places(gazetteer, at_home, "مستشفى الرازي") == ["geomap:razi-hospital"]
