"""Scores geomap, or another tool's predictions, against annotated articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.evaluate.gold import read_gold
from geomap.evaluate.predictions import predicted, read_predictions
from geomap.evaluate.records import Gold, Prediction
from geomap.evaluate.report import Options, Report, report
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.pipeline import Progress, Settings, geoparse_each
from geomap.records import Kind

__all__ = ["Options", "Report", "evaluate"]


def evaluate(
    golds: Iterable[Path],
    articles: Path | None,
    against: Path | None,
    options: Options,
    progress: Progress = iter,
) -> Iterator[Report]:
    """Yield one report per gold file.

    Args:
        golds: gold files, see docs/evaluation.md for their formats.
        articles: file or folder of the articles that gold files name by id; beside each gold file unless given.
        against: predictions to score; geomap is run unless given.
        options: what the reports hold.
        progress: passes articles on as geomap reads them, and shows how many have come.

    Raises:
        InputError: a file is malformed or does not fit the others; no report then follows.
    """
    files = [read_gold(path, articles) for path in golds]
    gazetteer = open_gazetteer()
    for gold in files:
        found = read_predictions(against, gold.articles) if against else _run(gold, gazetteer, progress)
        yield report(gold, found, gazetteer, options)


def _run(gold: Gold, gazetteer: Gazetteer, progress: Progress) -> tuple[Prediction, ...]:
    settings = Settings(descriptions=Kind.DESCRIPTION in gold.kinds)
    parsed = geoparse_each(progress(gold.articles), gazetteer, settings)
    return tuple(found for one in parsed for found in predicted(one.resolutions))
