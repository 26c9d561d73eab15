"""Decides between a mention's candidates, or for none of them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from geomap.records import Candidate, Evidence, Match, Place, Resolution
from geomap.resolve import weights
from geomap.resolve.contain import is_closer

_SURE = 0.8
"""Probability from which a place is what the others of its list are compared with."""
_WORTH_COUNTING = 0.15
_LEAST_PROBABILITY = 0.5
_TIMES_A_RIVAL_ABROAD = 2.0
"""How much likelier it must be than the next candidate if that lies in another country: a pin there goes far wrong."""
_TIMES_WITHOUT_CONTEXT = 4.0
"""The same where the text says nothing for it, but it is the better known."""
_KNOWN_EVERYWHERE = 3.3
_OF_PRIOR = frozenset(
    "country capital region named_after_seat seat qualified only landmark population no_population".split()
)
_SAME_GROUND_KM = 30.0
_SHOWN_ALTERNATIVES = 5


@dataclass(frozen=True, slots=True)
class Likely:
    """What a mention may mean, as far as one pass knows it."""

    places: tuple[tuple[Place, float], ...] = ()
    """Those with a probability worth counting, and that, the likeliest first."""
    sure: Place | None = None
    """The place that is meant beyond doubt, if there is one."""


_NOWHERE = Likely()


def likely(match: Match) -> Likely:
    """Return the places that a mention may mean."""
    ranked = _ranked(match)
    if not ranked:
        return _NOWHERE
    best = ranked[0].place
    powers = [math.exp(candidate.score) for candidate in ranked]
    total = math.exp(weights.NONE_FITS) + math.fsum(powers)
    shares = [(candidate.place, power / total) for candidate, power in zip(ranked, powers, strict=True)]
    of_best = math.fsum([share for place, share in shares if _on_same_ground(place, best)])
    return Likely(
        places=tuple([(place, share) for place, share in shares if share >= _WORTH_COUNTING]),
        sure=best if of_best >= _SURE else None,
    )


def _ranked(match: Match) -> list[Candidate]:
    return sorted(match.candidates, key=lambda candidate: (-candidate.score, candidate.place.id))


def choose(match: Match) -> Resolution:
    """Return the most probable candidate, or none where the name is unknown, nothing fits, or two fit alike."""
    ranked = _ranked(match)
    if not ranked:
        return _unresolved(match, "unknown_name", match.mention.toponym, ())
    best = ranked[0]
    powers = [math.exp(candidate.score) for candidate in ranked]
    alike = [
        power for candidate, power in zip(ranked, powers, strict=True) if _on_same_ground(candidate.place, best.place)
    ]
    share = math.fsum(alike) / (math.exp(weights.NONE_FITS) + math.fsum(powers))
    least = _times_a_rival(ranked) * powers[1] if _has_rival_abroad(ranked) else 0.0
    if _is_named(best) and share >= _LEAST_PROBABILITY and math.fsum(alike) >= least:
        return Resolution(
            mention=match.mention,
            place=best.place,
            score=round(share, 4),
            evidence=(*best.evidence, *_runner_up(ranked)),
            alternatives=tuple(ranked[1 : 1 + _SHOWN_ALTERNATIVES]),
        )
    rivals = len(ranked) > 1 and powers[1] > math.exp(weights.NONE_FITS)
    names = " / ".join(f"{candidate.place.name} {candidate.place.country_code}" for candidate in ranked[:2])
    return _unresolved(match, "ambiguous" if rivals else "none_fits", names, tuple(ranked[:_SHOWN_ALTERNATIVES]))


def _is_named(candidate: Candidate) -> bool:
    """Tell whether the gazetteer has an Arabic name of a candidate; of others it only knows that they may be meant."""
    return "unnamed" not in [item.code for item in candidate.evidence]


def _times_a_rival(ranked: list[Candidate]) -> float:
    """Return how much likelier the first candidate must be than one abroad."""
    return _TIMES_A_RIVAL_ABROAD if _is_informed(ranked) else _TIMES_WITHOUT_CONTEXT


def _is_informed(ranked: list[Candidate]) -> bool:
    """Tell whether anything in the text speaks for the first candidate, or it alone is known, as a city of a million.

    Of two countries of one name, as الكونغو, both are known.
    """
    best, *others = ranked
    like = [other for other in others[:1] if other.place.is_country and best.place.is_country]
    is_known_alone = best.score >= _KNOWN_EVERYWHERE and not any(other.score >= _KNOWN_EVERYWHERE for other in like)
    told = _OF_PRIOR | {"type"} if like else _OF_PRIOR  # منتخب الكونغو may be either's
    return is_known_alone or any(item.weight > 0 and item.code not in told for item in best.evidence)


def _has_rival_abroad(ranked: list[Candidate]) -> bool:
    """Tell whether the next candidate is another country's, and likelier than none."""
    return any(
        _differ(best.place.country_code, rival.place.country_code)
        and rival.score > weights.NONE_FITS
        and _is_named(rival)
        and not _on_same_ground(best.place, rival.place)
        for best, rival in pairwise(ranked[:2])
    )


def _differ(code: str, other: str) -> bool:
    """Tell whether two countries differ; a region that several share is not abroad."""
    return bool(code and other) and code != other


def _runner_up(ranked: list[Candidate]) -> Iterator[Evidence]:
    """Name the candidate that comes next, and by how much less."""
    for best, following in pairwise(ranked[:2]):
        place = following.place
        where = ", ".join(filter(None, (place.name, place.country_code, place.feature_code)))
        margin = best.score - following.score
        yield Evidence(code="runner_up", detail=f"{place.name_ar} ({where}) \N{MINUS SIGN}{margin:.1f}")


def _on_same_ground(place: Place, other: Place) -> bool:
    """Tell whether two namesakes are one place or a division and its seat: between these no pin goes far wrong.

    Of Jerusalem, the gazetteer has the city and the governorate in two countries.
    """
    if place.id == other.id:
        return True
    is_division = (place.feature_class == "A") != (other.feature_class == "A")
    if not is_division or place.is_country or other.is_country:
        return False
    return place.country_code == other.country_code or is_closer(place, other, _SAME_GROUND_KM)


def _unresolved(match: Match, code: str, detail: str, alternatives: tuple[Candidate, ...]) -> Resolution:
    return Resolution(
        mention=match.mention,
        place=None,
        score=0.0,
        evidence=(Evidence(code=code, detail=detail),),
        alternatives=alternatives,
    )
