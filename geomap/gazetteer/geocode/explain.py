"""Says what is wrong with a service and what to do, without geopy's own words: they may hold the account's name."""

from geopy import exc

from geomap.errors import AnswerError, ServiceError
from geomap.gazetteer.geocode.service import Service

SERVER_ERROR = 500
"""The least HTTP status by which a service says that the fault is its own."""


def status(error: Exception) -> int:
    """Return the HTTP status of the answer behind an error of geopy, 0 where there was none."""
    found: int = getattr(error.__cause__, "status_code", 0)
    return found


def not_understood(service: Service, name: str) -> AnswerError:
    """Return the error of an answer that is not of the service's form."""
    return AnswerError(
        f"{name}: the answer is not what {service.kind.title()} gives; "
        f"check that {service.url} is one, else set --service or --domain"
    )


def explained(error: exc.GeocoderServiceError, service: Service, name: str) -> ServiceError:
    """Return an error of geopy's, which it raised when asked about a name, as one for the user."""
    told = f" (HTTP {status(error)})" if status(error) else ""
    if isinstance(error, exc.GeocoderQuotaExceeded):
        wait = getattr(error, "retry_after", None)
        when = f"in {wait:.0f} s" if wait else "later"
        return ServiceError(f"{service.url}: too many requests{told}; run it again {when}, what was answered is kept")
    if isinstance(error, exc.GeocoderAuthenticationFailure):
        return ServiceError(f"{service.url}: the account is refused{told}; check --username")
    if isinstance(error, exc.GeocoderInsufficientPrivileges):
        return ServiceError(
            f"{service.url}: access is refused{told}; see whether its policy allows what you do, whether your account "
            "is enabled for web services, or use another service"
        )
    if isinstance(error, exc.GeocoderParseError | exc.GeocoderQueryError | exc.GeocoderTimedOut):
        return _about_name(error, service, name, told)
    return _out_of_order(error, service, name, told)


def _about_name(error: Exception, service: Service, name: str, told: str) -> AnswerError:
    if isinstance(error, exc.GeocoderParseError):
        return not_understood(service, name)
    if isinstance(error, exc.GeocoderQueryError):
        return AnswerError(f"{name}: {service.url} refuses the question{told}; write the name otherwise")
    after = told or f" within {service.timeout:g} s"
    return AnswerError(f"{name}: no answer from {service.url}{after}; run it again later, or raise --timeout")


def _out_of_order(error: Exception, service: Service, name: str, told: str) -> ServiceError:
    if status(error) >= SERVER_ERROR:
        return AnswerError(f"{name}: {service.url} fails{told}; run it again later")
    if told:
        return ServiceError(f"{service.url}: there is no {service.kind.title()}{told}; check --service and --domain")
    return ServiceError(f"{service.url}: cannot be reached: {_reason(error)}; check the network, --domain and --scheme")


def _reason(error: BaseException) -> str:
    """Return what the operating system said at the root of an error."""
    while error.__context__:
        error = error.__context__
    return getattr(error, "strerror", None) or type(error).__name__
