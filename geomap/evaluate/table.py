"""Prints a report as plain text in aligned columns."""

from collections.abc import Iterable, Iterator, Sequence

from geomap.evaluate.calibration import ScoreBin, calibration_error
from geomap.evaluate.mistakes import Mistake
from geomap.evaluate.places import Country, EndToEnd
from geomap.evaluate.recognition import Estimate, Score
from geomap.evaluate.records import Share
from geomap.evaluate.report import Report, Row
from geomap.read.source import shown

_UNDEFINED = "-"
_GAP = "  "


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report, without their ends; `-` is a figure that is not defined."""
    yield f"{report.gold}: {report.articles} articles, {report.mentions} mentions"
    yield from _section("Recognition, with 95% intervals", _recognition(report.recognition))
    if report.resolution:
        yield from _section("Resolution of gold mentions with a place", _resolution(report.resolution))
        yield from _reliability(report.reliability)
        yield from _section("End to end: found and placed right", _end_to_end(report.end_to_end))
    yield from _section("By country", _countries(report.countries))
    if report.mistakes:
        yield from ("", "Worst mistakes")
        for mistake in report.mistakes:
            yield from _mistake(mistake)


def _section(title: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Align the columns: the first to the left, the others to the right."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    yield from ("", title)
    for first, *others in table:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield _GAP.join((first.ljust(widths[0]), *cells))


def _recognition(scores: Iterable[Score]) -> Iterator[Sequence[str]]:
    yield "kind", "rule", "gold", "found", "right", "precision", "recall", "F1"
    for one in scores:
        counts = (str(one.gold), str(one.found), str(one.right))
        yield one.kind, one.rule, *counts, *map(_estimate, (one.precision, one.recall, one.f1))


def _resolution(rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    yield (
        "type", "spans", "method", "gold", "placed", "right id", "≤161 km", "of placed", "of reachable", "ceiling",
        "country", "mean km", "median km", "AUC",
    )  # fmt: skip
    for row in rows:
        found = row.figures
        shares = (
            found.placed,
            found.right_id,
            found.near,
            found.near_of_placed,
            found.near_of_reachable,
            found.ceiling,
        )
        yield (
            row.type, row.spans, row.method, str(found.mentions), *map(_share, (*shares, found.country)),
            _number(found.mean_km, 1), _number(found.median_km, 1), _number(found.auc, 3),
        )  # fmt: skip


def _reliability(bins: Sequence[ScoreBin]) -> Iterator[str]:
    """Yield one table of score bins for each choice of mentions."""
    for spans in dict.fromkeys(one.spans for one in bins):
        chosen = [one for one in bins if one.spans == spans]
        rows = [
            (f"{one.low:.2f}-{one.high:.2f}", str(one.right.of), f"{one.mean_score:.3f}", _share(one.right))
            for one in chosen
        ]
        error = _number(calibration_error(chosen), 3)
        title = f"Reliability of the scores, spans {spans}; expected calibration error {error}"
        yield from _section(title, [("score", "placed", "mean score", "right"), *rows])


def _end_to_end(rows: Iterable[EndToEnd]) -> Iterator[Sequence[str]]:
    yield "kind", "gold", "placed", "right", "precision", "recall", "F1"
    for row in rows:
        counts = (str(row.recall.of), str(row.precision.of), str(row.recall.count))
        yield row.kind, *counts, _share(row.precision), _share(row.recall), _number(row.f1, 3)


def _countries(rows: Iterable[Country]) -> Iterator[Sequence[str]]:
    yield "country", "gold", "found", "right place", "spurious"
    for row in rows:
        yield row.code or _UNDEFINED, str(row.gold), str(row.found), _count(row.right), str(row.spurious)


def _mistake(mistake: Mistake) -> Iterator[str]:
    """Show a mistake, then its sentence; what steers a terminal is escaped."""
    distance = "" if mistake.distance_km is None else f", {mistake.distance_km:,.0f} km off"
    told = f": {shown(mistake.found)}, not {shown(mistake.expected)}" if mistake.expected else ""
    yield f"{mistake.fault} ×{mistake.count}: {shown(mistake.surface)}{told}{distance}"
    yield f"    {shown(mistake.article)} [{mistake.start}:{mistake.end}] {shown(mistake.sentence)}"


def _estimate(estimate: Estimate) -> str:
    if estimate.value is None:
        return _UNDEFINED
    return f"{estimate.value:.3f} [{_number(estimate.low, 3)}, {_number(estimate.high, 3)}]"


def _share(share: Share) -> str:
    return _number(share.value, 3)


def _count(count: int | None) -> str:
    return _UNDEFINED if count is None else str(count)


def _number(value: float | None, digits: int) -> str:
    return _UNDEFINED if value is None else f"{value:.{digits}f}"
