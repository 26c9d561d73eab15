"""Decides between a mention's candidates, or for none of them."""

import math

from geomap.records import Candidate, Evidence, Match, Place, Resolution

_NONE_FITS = 0.0
"""Log-odds that the place is one the gazetteer lacks: a village without population needs support to be chosen."""
_LEAST_PROBABILITY = 0.5
_SHOWN_ALTERNATIVES = 5


def choose(match: Match) -> Resolution:
    """Return the most probable candidate, or none where the name is unknown, nothing fits, or two fit alike."""
    ranked = sorted(match.candidates, key=lambda candidate: (-candidate.score, candidate.place.id))
    if not ranked:
        return _unresolved(match, "unknown_name", match.mention.toponym, ())
    weights = [math.exp(candidate.score) for candidate in ranked]
    total = math.exp(_NONE_FITS) + sum(weights)
    share = (
        sum(
            weight
            for candidate, weight in zip(ranked, weights, strict=True)
            if _on_same_ground(candidate.place, ranked[0].place)
        )
        / total
    )
    if share >= _LEAST_PROBABILITY:
        best = ranked[0]
        return Resolution(
            mention=match.mention,
            place=best.place,
            score=round(share, 4),
            evidence=best.evidence,
            alternatives=tuple(ranked[1 : 1 + _SHOWN_ALTERNATIVES]),
        )
    rivals = len(ranked) > 1 and weights[1] > math.exp(_NONE_FITS)
    names = " / ".join(f"{candidate.place.name} {candidate.place.country_code}" for candidate in ranked[:2])
    return _unresolved(match, "ambiguous" if rivals else "none_fits", names, tuple(ranked[:_SHOWN_ALTERNATIVES]))


def _on_same_ground(place: Place, other: Place) -> bool:
    """Tell whether two namesakes are one place or a division and its seat: between these no pin goes far wrong."""
    if place.id == other.id:
        return True
    is_division = (place.feature_class == "A") != (other.feature_class == "A")
    same_country = place.country_code == other.country_code and not (place.is_country or other.is_country)
    return is_division and same_country


def _unresolved(match: Match, code: str, detail: str, alternatives: tuple[Candidate, ...]) -> Resolution:
    return Resolution(
        mention=match.mention,
        place=None,
        score=0.0,
        evidence=(Evidence(code=code, detail=detail),),
        alternatives=alternatives,
    )
