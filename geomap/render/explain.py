"""Shows in plain text how each mention of an article was found and placed."""

from collections.abc import Iterable, Iterator

from geomap.reasons import phrase
from geomap.records import Evidence, Geoparse, Location, Place, Resolution


def explain(geoparse: Geoparse) -> Iterator[str]:
    """Yield the lines that explain an article: per mention the evidence, the place chosen, and its rivals."""
    yield f"{geoparse.article.id}: {len(geoparse.resolutions)} mentions"
    for resolution in geoparse.resolutions:
        yield ""
        yield from _explain_mention(resolution)


def _explain_mention(resolution: Resolution) -> Iterator[str]:
    mention = resolution.mention
    yield f"«{mention.surface}» [{mention.start}, {mention.end})  {mention.kind}  {mention.score:.2f}"
    yield from _weighed(mention.evidence)
    if resolution.place:
        yield f"  = {_described(resolution.place)}  {resolution.score:.2f}"
    elif not resolution.location:
        yield "  = not placed"
    if resolution.location:
        yield f"  ~ {_drawn(resolution.location)}"
    yield from _weighed(resolution.evidence)
    for candidate in resolution.alternatives:
        yield f"  ≠ {_described(candidate.place)}  log-odds {candidate.score:+.2f}"
        yield from _weighed(candidate.evidence)


def _weighed(evidence: Iterable[Evidence]) -> Iterator[str]:
    for item in evidence:
        yield f"      {item.weight:+.2f}  {phrase(item, 'en')} — {phrase(item, 'ar')}"


def _described(place: Place) -> str:
    where = f"{place.latitude:.4f}, {place.longitude:.4f}"
    return f"{place.name_ar} ({place.name}) {place.id} {place.country_code} {place.feature_code} {where}"


def _drawn(location: Location) -> str:
    where = f"{location.latitude:.4f}, {location.longitude:.4f} ± {location.uncertainty_km:g} km"
    return f"{location.name_ar} {location.id} {location.feature_code} {where}"
