"""Looks names that the gazetteer lacks up with a web service, only when asked; what comes back is for review."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import sleep

from geomap.errors import AnswerError, GeomapError, ServiceError
from geomap.gazetteer.geocode.answers import Result, read_result
from geomap.gazetteer.geocode.cache import Cache, Raw
from geomap.gazetteer.geocode.client import Client
from geomap.gazetteer.geocode.explain import not_understood
from geomap.gazetteer.geocode.names import Asked
from geomap.gazetteer.geocode.proposals import Proposal
from geomap.gazetteer.geocode.service import Service

_PATIENCE = 3
"""Names in a row without an answer after which the service is taken to be out of order."""


def geocode(
    asked: Iterable[Asked], service: Service, cache: Cache, report: Callable[[GeomapError], None]
) -> Iterator[Proposal]:
    """Yield what a service offers for names; what is in the cache is not asked for again.

    Args:
        asked: the names.
        service: the service.
        cache: where answers are looked for and kept, each as soon as it comes.
        report: takes the error of each name that gets no answer.

    Raises:
        ServiceError: the service cannot be used; what it answered before is in the cache.
        OutputError: the cache cannot be used.
    """
    client, failures = Client(service), 0
    for one in asked:
        try:
            results = _results(one.name, service, cache, client)
        except AnswerError as error:
            failures += 1
            if failures == _PATIENCE:
                raise ServiceError(f"{error} ({failures} names in a row got no answer)") from None
            report(error)
            continue
        failures = 0
        yield from _proposals(one, results, service)


def missing(asked: Sequence[Asked], service: Service, cache: Cache) -> int:
    """Return how many of the names are to be asked for."""
    return sum(cache.get(service, one.name) is None for one in asked)


def announcement(asked: Sequence[Asked], service: Service, cache: Cache) -> str:
    """Return a line that says which service gets how many names, and how long that takes at least."""
    count = missing(asked, service, cache)
    kept = f"{len(asked) - count} of {len(asked)} names were asked before: {cache.path}"
    if not count:
        return f"{service.url} is not asked; {kept}"
    kind = "a public service" if service.is_public else "the service that you chose"
    seconds = f"at least {count * service.delay:.0f} s"
    return f"{service.url}, {kind}, gets {count} names, {seconds}" + (f"; {kept}" if count < len(asked) else "")


def _results(name: str, service: Service, cache: Cache, client: Client) -> tuple[Result, ...]:
    raws = kept = cache.get(service, name)
    if raws is None:
        sleep(max(0.0, service.delay - cache.seconds_since(service)))  # another run may just have asked
        raws = client.ask(name)
    try:
        results = _read(raws, service)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise not_understood(service, name) from None
    if kept is None:
        cache.keep(service, name, raws)
    return results


def _read(raws: Iterable[Raw], service: Service) -> tuple[Result, ...]:
    results = (read_result(service.kind, raw) for raw in raws)
    return tuple(one for one in results if service.country in {"", one.country_code} and not _is_nowhere(one))


def _is_nowhere(result: Result) -> bool:
    return result.latitude == result.longitude == 0


def _proposals(asked: Asked, results: Iterable[Result], service: Service) -> Iterator[Proposal]:
    for rank, result in enumerate(results, start=1):
        yield Proposal(query=asked.name, count=asked.count, rank=rank, result=result, source=service.source)
