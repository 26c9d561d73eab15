"""Takes the proposals that a person marked into the user's places."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.geocode.proposals import MARK, Reviewed
from geomap.gazetteer.layers import Layers
from geomap.gazetteer.tables import PlaceRow, Report
from geomap.gazetteer.user import add, stated
from geomap.records import Place


def accept(
    reviewed: Iterable[Reviewed], layers: Layers, user: Path, report: Report, known: Callable[[Place], None]
) -> Iterator[Place]:
    """Add the marked rows to the user's file in the folder `user`, and yield their places.

    Args:
        reviewed: the rows; the unmarked ones are passed over.
        layers: what the gazetteer holds.
        user: the user's folder.
        report: takes the error of each row that cannot be added; the others are.
        known: is told of each place that an earlier run added.

    Raises:
        OutputError: the file cannot be written.
    """
    for row in filter(attrgetter("mark"), reviewed):
        try:
            _check(row)
            place, others = stated(layers, row.addition)
            if place.id in layers.own:
                known(place)
                continue
            add(layers, user, row.addition)
        except GazetteerError as error:
            report(GazetteerError(f"{row.where}: {error}"))
        else:
            added = PlaceRow(place=place, names=(place.name_ar, *others))
            layers = replace(layers, own={**layers.own, place.id: added})
            yield place


def _check(row: Reviewed) -> None:
    """Refuse a marked row that lacks what a place must have."""
    if row.mark != MARK:
        raise GazetteerError(f"'{row.mark[:20]}' in the column accept is no mark; write {MARK} or nothing")
    if not row.addition.feature_code:
        raise GazetteerError("it has no feature_code; write a class and a code of GeoNames, such as S and BLDG")
