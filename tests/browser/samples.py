"""Geoparsed articles for the map's tests: the seeds as their gold annotation has them, and hostile ones."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from geomap.records import Article, Evidence, Geoparse, Kind, Mention, Place, Resolution, Sentence

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "seeds.jsonl"

PHRASES = {
    "sample_known": ("أشهر مكان بهذا الاسم: {}", "the best known place of this name: {}"),
    "sample_unknown": ("لا مكان بهذا الاسم في المعجم", "no place of this name in the gazetteer"),
}
"""Wordings that the tests add to `geomap.reasons.PHRASES`, so as not to depend on the real ones."""

CITIES = {"Washington, D.C.", "White House", "Sirte", "Algiers", "Tripoli", "Derna", "Benghazi"}

TRIPOLI = Place(
    id="geonames:2210247",
    name="Tripoli",
    name_ar="طرابلس",
    latitude=32.88743,
    longitude=13.18733,
    feature_class="P",
    feature_code="PPLC",
    country_code="LY",
)
HOSTILE_PLACE = Place(
    id="geomap:</script><img src=x onerror=alert(1)>{{7*7}}",
    name="<b>{{7*7}}</b>${alert(1)}",
    name_ar="\N{RIGHT-TO-LEFT OVERRIDE}<img src=x onerror=alert(1)>",
    latitude=30.0,
    longitude=31.0,
    feature_class="P",
    feature_code="PPL",
)
HOSTILE_TEXTS = (
    "{{7*7}} {% raw %} {# {{ self }} ثم طرابلس {% endraw",
    "`${alert(1)}` </script><script>alert(1)</script> <img src=x onerror=alert(1)> <!-- طرابلس --> &amp; ]]>",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}بطرابلس\n\tو \N{LEFT-TO-RIGHT ISOLATE}طرابلس",
    "\N{FISHING POLE AND FISH}\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN} في طرابلس \N{MUSICAL SYMBOL G CLEF} ثم طرابلس.",
    "/*geomap:program*/ <!--geomap:policy--> [/*geomap:data*/] طرابلس \x7f\x01 \ud800 \N{BYTE ORDER MARK}",
)
LOCATED_TEXT = """قتل ثلاثة جنود في شمال مالي أمس.
وقع الهجوم على بعد 40 كيلومترا جنوب سرت في ليبيا.
أغلقت السلطات الحدود بين ليبيا وتونس أمس.
وقع الحادث في شارع عشرين بمدينة بنغازي الليبية.
"""
"""Mentions with a location of each relation."""


def sentences(article_id: str, text: str) -> tuple[Sentence, ...]:
    """Cut a text after each full stop and line."""
    ends = [found.end() for found in re.finditer(r"[.!؟]\s+|\n+", text)] + [len(text)]
    starts = [0, *ends[:-1]]
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
    return tuple(
        Sentence(article_id=article_id, index=index, start=start, end=end) for index, (start, end) in enumerate(spans)
    )


def resolution(where: Sentence, start: int, surface: str, kind: Kind, place: Place | None) -> Resolution:
    mention = Mention(
        article_id=where.article_id,
        sentence=where.index,
        start=start,
        end=start + len(surface),
        surface=surface,
        toponym=surface,
        kind=kind,
        score=0.9,
    )
    evidence = Evidence(code="sample_unknown") if place is None else Evidence(code="sample_known", detail=place.name)
    return Resolution(mention=mention, place=place, score=0.0 if place is None else 0.8, evidence=(evidence,))


def sentence_at(listed: tuple[Sentence, ...], start: int) -> Sentence:
    return next(sentence for sentence in listed if sentence.start <= start < sentence.end)


def gold_place(row: dict[str, str], names: dict[str, str]) -> Place:
    city = row["name"] in CITIES
    return Place(
        id=re.sub("^(region|landmark):", "geomap:", row["place"]),
        name=row["name"],
        name_ar=names[row["place"]],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        feature_class="P" if city else "A",
        feature_code="PPL" if city else "PCLI",
    )


def seeds() -> Iterator[Geoparse]:
    """The seed articles with their gold mentions, of which every seventeenth is left without a place."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    names = {row["place"]: row["text"] for row in sorted(rows, key=lambda row: row["kind"] == "literal")}
    names["geonames:2507480"] = "الجزائر العاصمة"  # the articles call the city as they call the country
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_bytes().decode()
        listed = sentences(path.stem, text)
        own = sorted((row for row in rows if row["doc"] == path.name), key=lambda row: row["start"])
        resolutions = tuple(
            resolution(
                sentence_at(listed, row["start"]),
                row["start"],
                row["text"],
                Kind(row["kind"]),
                None if number % 17 == 5 else gold_place(row, names),
            )
            for number, row in enumerate(own)
        )
        yield Geoparse(article=Article(id=path.stem, text=text), sentences=listed, resolutions=resolutions)


def hostile() -> Iterator[Geoparse]:
    """Articles whose every field tries to be something other than text."""
    for number, text in enumerate(HOSTILE_TEXTS):
        article = Article(
            id=f"hostile-{number}\"'<!--&only=x#",
            title="</script><script>alert(1)</script>{{7*7}}{% raw %}",
            text=text,
            date="<img src=x onerror=alert(1)>",
            source="\N{RIGHT-TO-LEFT OVERRIDE}{{7*7}}",
            url="javascript:alert(1)",
        )
        listed = sentences(article.id, text)
        found = [
            resolution(sentence_at(listed, at.start()), at.start(), "طرابلس", Kind.LITERAL, TRIPOLI)
            for at in re.finditer("طرابلس", text)
        ]
        odd = resolution(listed[0], 0, text[:1], Kind.LITERAL, HOSTILE_PLACE)
        yield Geoparse(article=article, sentences=listed, resolutions=(odd, *found))
