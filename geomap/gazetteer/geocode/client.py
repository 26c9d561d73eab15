"""Asks a service about one name at a time, slowly enough, and again where that may help."""

import logging
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import GeoNames, Nominatim, Photon

from geomap.gazetteer.geocode.cache import Raw
from geomap.gazetteer.geocode.explain import SERVER_ERROR, explained, not_understood, status
from geomap.gazetteer.geocode.service import Kind, Service

RESULTS = 10
"""How many places a service is to offer for a name at most."""
_RETRIES = 2
_FINAL = (
    exc.GeocoderAuthenticationFailure,
    exc.GeocoderInsufficientPrivileges,
    exc.GeocoderParseError,
    exc.GeocoderQueryError,
    exc.GeocoderQuotaExceeded,
)
"""Errors that asking again does not mend."""


class _GeoNamesAdapter(URLLibAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks for what geopy's GeoNames cannot: names in Arabic with their languages, and few results."""

    def get_json(self, url: str, **options: Any) -> Any:  # noqa: ANN401  # as the method that it extends
        return super().get_json(f"{url}&lang=ar&style=FULL&maxRows={RESULTS}", **options)


class Client:
    """Asks one service; two requests are never nearer than its delay."""

    def __init__(self, service: Service) -> None:
        """Prepare without asking anything."""
        self._service = service
        self._geocode = _geocode(service)
        self._limited = RateLimiter(
            self._once,
            min_delay_seconds=service.delay,
            max_retries=_RETRIES,
            error_wait_seconds=5 * service.delay,
            swallow_exceptions=False,
        )
        logging.getLogger("geopy").addHandler(logging.NullHandler())  # else its retries show as tracebacks on stderr

    def ask(self, name: str) -> tuple[Raw, ...]:
        """Return the results for a name, none where the service knows none.

        Raises:
            AnswerError: there is no answer for this name.
            ServiceError: there will be none for any.
        """
        try:
            results: tuple[Raw, ...] = self._limited(name)
        except exc.GeocoderServiceError as error:
            raise explained(error, self._service, name) from None
        return results

    def _once(self, name: str) -> tuple[Raw, ...]:
        """Ask once; the errors of geopy that leave are those after which the limiter asks again."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of coordinates off the earth, which are refused besides
                locations = self._geocode(name)
        except exc.GeocoderServiceError as error:
            if isinstance(error, _FINAL) or 0 < status(error) < SERVER_ERROR:
                raise explained(error, self._service, name) from None
            raise
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # geopy met another form than it reads
            raise not_understood(self._service, name) from None
        return tuple(location.raw for location in locations or () if location)


def _geocode(service: Service) -> Callable[[str], Any]:
    """Return geopy's function for the service, which takes a name alone."""
    common = {
        "scheme": service.scheme,
        "domain": service.domain,
        "user_agent": service.user_agent,
        "timeout": service.timeout,
        # Of geopy's adapters the one that heeds NO_PROXY: names meant for one's own machine must not go to a proxy.
        "adapter_factory": _GeoNamesAdapter if service.kind == Kind.GEONAMES else URLLibAdapter,
    }
    match service.kind:
        case Kind.GEONAMES:
            return partial(
                GeoNames(service.username, **common).geocode, exactly_one=False, country=service.country or None
            )
        case Kind.PHOTON:
            return partial(Photon(**common).geocode, exactly_one=False, language=service.language, limit=RESULTS)
    return partial(
        Nominatim(**common).geocode,
        exactly_one=False,
        language=service.language,
        country_codes=service.country or None,
        limit=RESULTS,
        addressdetails=True,
        namedetails=True,
    )
