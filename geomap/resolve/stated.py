"""What the words beside a mention state of its place: its type (مدينة حمص), and what it lies in or near."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from geomap.arabic import fold
from geomap.arabic.heads import FEATURES
from geomap.records import Evidence, Place
from geomap.resolve import weights
from geomap.resolve.contain import lies_at_border, lies_in, lies_near, nearness
from geomap.resolve.nouns import Noun

_LARGEST_QUARTER = 50_000
"""People; GeoNames lists many quarters as settlements, but none of a city's name."""


_CALLED_AFTER_OTHERS = tuple("R. S.STDM S.BDG S.BLDG S.PAL S.SQR S.SCH S.HTL L.PRK T.MT T.VAL T.CAPE H.LK".split())
"""Streets, stadiums, stations, parks and the like, hills, valleys, capes and lakes. Ports, hospitals, prisons, islands
and rivers mostly lie at the place after which they are called."""


@dataclass(frozen=True, slots=True)
class Container:
    """Places one of which another place is stated to lie in, or near, and the words that state it."""

    surface: str
    places: tuple[Place, ...]
    is_near: bool = False
    """Whether it is only near."""
    is_border: bool = False
    """Whether it is near a border with a country."""
    is_either_side: bool = False
    """Whether that may be within the country too: قرب الحدود السورية, not الحدود مع سوريا."""
    is_certain: bool = True
    """Whether it is certainly meant as a container: what follows a comma may be the next of a list."""

    def holds(self, place: Place) -> bool:
        """Tell whether a place is where it is stated to be."""
        if self.is_border:
            own = self.is_either_side and any(place.country_code == other.country_code for other in self.places)
            return own or any(lies_at_border(place, other) for other in self.places)
        return any((lies_near if self.is_near else lies_in)(place, other) for other in self.places)

    @property
    def is_country(self) -> bool:
        """Whether it may be a country."""
        return any(place.is_country for place in self.places)


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands right beside a mention: the same for all of its candidates."""

    feature: str = ""
    """The noun that heads it within its span, as in [شارع] بنغازي."""
    noun: Noun | None = None
    """The noun of type before it."""
    fitting: frozenset[str] = frozenset()
    """Countries that have a candidate of the noun's very type, or a province for قرى."""
    adjectives: tuple[Container, ...] = ()
    """Countries, cities or regions whose adjectives describe it."""
    containers: tuple[Container, ...] = ()
    content: Container | None = None
    """What is stated to lie in it."""
    content_noun: Noun | None = None
    """The noun of type before that."""
    neighbor: Container | None = None
    """What is stated to lie near it."""
    as_place: str = ""
    """The preposition that says that somebody is there or goes there, before a name of countries and capitals."""

    vehicle: str = ""
    """What goes from there or goes there, before a name of countries and capitals."""
    embassy: str = ""
    """An embassy or ambassador there, before a name of a capital and others."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is stated."""
        beside = self.adjectives or self.containers or self.content or self.neighbor
        return not (self.feature or self.noun or self.as_place or self.vehicle or self.embassy or beside)

    @property
    def is_placed(self) -> bool:
        """Whether it is stated where the place lies."""
        return bool(self.adjectives or [container for container in self.containers if container.is_certain])

    def evidence(self, place: Place, qualifier: str) -> Iterator[Evidence]:
        """Yield what is stated for or against a candidate, which the gazetteer may list under a noun of type.

        A street or mosque is not in the city after which it is named: شارع بنغازي; a hospital or airport mostly is.
        """
        if self.feature:
            weight = weights.OF_NAMESAKE if _may_be_elsewhere(self.feature, place) else 0.0
            yield Evidence(code="feature", weight=weight, detail=self.feature)
        if self.noun and qualifier == self.noun.qualifier and _code(place).startswith(self.noun.says.fits):
            yield Evidence(code="full_name", weight=weights.FULL_NAME, detail=self.noun.surface)
        elif self.noun:
            yield Evidence(code="type", weight=_type_weight(self.noun, place, self.fitting), detail=self.noun.surface)
        if (self.vehicle or self.as_place) and place.feature_code == "PPLC":
            weight = weights.BY_VEHICLE if self.vehicle else weights.AS_PLACE
            yield Evidence(code="as_place", weight=weight, detail=self.vehicle or self.as_place)
        if self.embassy and place.feature_code == "PPLC":
            yield Evidence(code="embassy", weight=weights.WITH_EMBASSY, detail=self.embassy)
        yield from self.location(place)
        if (
            self.neighbor
            and place.feature_class == "P"
            and any(lies_in(other, place) for other in self.neighbor.places)
        ):
            yield Evidence(code="stated_near", weight=weights.CONTAINS, detail=self.neighbor.surface)
        if self.content and self._may_contain(place) and any(lies_in(other, place) for other in self.content.places):
            yield Evidence(code="contains", weight=weights.CONTAINS, detail=self.content.surface)

    def _may_contain(self, place: Place) -> bool:
        """Tell whether a place is what news names as a container: of quarters a town, not its division."""
        return not (place.feature_class == "A" and self.content_noun and self.content_noun.is_quarter)

    def location(self, place: Place) -> Iterator[Evidence]:
        """Yield what is stated of where a candidate lies.

        An adjective of a country rules other countries out. What follows في does not: in سفارة باريس في ليبيا it
        belongs to the embassy; but حي الزهراء or مستشفى الرازي بحلب is none of elsewhere.
        """
        if place.is_country:
            return
        for adjective in self.adjectives:
            yield from _by_adjective(adjective, place)
        fitting = [container for container in self.containers if container.holds(place)]
        for container in fitting[:1]:
            yield _lying_in(container, place)
        is_of_there = place.is_namesake_of_many or (
            self.noun is not None and not self.noun.is_title and place.feature_class == "P"
        )
        certain = [container for container in self.containers if container.is_certain]
        if certain and not fitting and is_of_there:
            yield Evidence(code="within", weight=weights.ELSEWHERE, detail=certain[0].surface)
        elif certain and not fitting and certain[0].is_near and place.feature_class == "P":
            yield Evidence(code="stated_near", weight=weights.NOT_NEAR, detail=certain[0].surface)


def _may_be_elsewhere(feature: str, place: Place) -> bool:
    """Tell whether what a noun heads is of a sort that is often called after a place elsewhere, and not that place."""
    first, *_ = fold(feature).split() or [""]
    code = FEATURES.get(first, "")
    return code.startswith(_CALLED_AFTER_OTHERS) and not _code(place).startswith(code)


def _by_adjective(adjective: Container, place: Place) -> Iterator[Evidence]:
    is_there = adjective.holds(place) or place in adjective.places
    if adjective.is_country and place.country_code:
        weight = weights.COUNTRY_STATED if is_there else -weights.COUNTRY_STATED
        yield Evidence(code="country_stated", weight=weight, detail=adjective.surface)
    elif adjective.is_country and not place.country_code:
        yield Evidence(code="country_stated", weight=weights.OF_ONE_COUNTRY, detail=adjective.surface)
    elif is_there:
        yield Evidence(code="within", weight=weights.WITHIN, detail=adjective.surface)


def _lying_in(container: Container, place: Place) -> Evidence:
    if container.is_border:
        code, weight = "stated_near", weights.NEAR_STATED
    elif container.is_country:
        code, weight = "country_stated", weights.COUNTRY_STATED
    elif container.is_near:
        code, weight = "stated_near", weights.NEAR_STATED * max(nearness(place, other) for other in container.places)
    else:
        code, weight = "within", weights.WITHIN
    share = 1.0 if container.is_certain else weights.UNCERTAIN
    return Evidence(code=code, weight=round(weight * share, 3), detail=container.surface)


def _type_weight(noun: Noun, place: Place, fitting: Collection[str]) -> float:
    """Weigh a candidate's type, given the countries that have a candidate which fits better than any other."""
    is_rivaled, has_state = place.country_code in fitting, bool(fitting)
    if noun.is_of_villages and is_rivaled:  # قرى السويداء: those of the province
        return weights.TYPE_FITS if place.feature_class == "A" else weights.TYPE_BESIDE_FITTING
    if noun.is_of_state and has_state:
        return weights.STATE_FITS if place.is_country else weights.TYPE_BESIDE_FITTING
    if _code(place).startswith(noun.says.fits):
        is_no_seat = place.feature_class == "A" and not place.is_country and noun.says.fits[:1] == ("A.ADM",)
        return weights.DIVISION_FITS if is_no_seat else weights.TYPE_FITS
    is_of_what_lies_there = noun.is_plural and not (noun.has_examples or noun.is_of_quarters)
    if is_of_what_lies_there and (place.is_country or (place.is_area and "P" in noun.says.fits)):
        return 0.0  # مدن ليبيا: what lies there
    return _of_another_type(noun, place, is_rivaled=is_rivaled, has_fitting=bool(fitting))


def _of_another_type(noun: Noun, place: Place, *, is_rivaled: bool, has_fitting: bool) -> float:
    if noun.is_quarter and place.feature_class == "P" and place.population < _LARGEST_QUARTER:
        return weights.TYPE_MAY_BE
    if not _code(place).startswith(noun.says.tolerates):
        return weights.TYPE_DIFFERS
    if is_rivaled:
        return weights.TYPE_BESIDE_FITTING
    return weights.TYPE_MAY_BE if has_fitting else 0.0


def _code(place: Place) -> str:
    return f"{place.feature_class}.{place.feature_code}"
