"""Which web service is asked, and on what terms."""

import re
from dataclasses import dataclass
from enum import StrEnum

from geomap.errors import ServiceError
from geomap.gazetteer.attributions import GEONAMES, OPENSTREETMAP


class Kind(StrEnum):
    """The protocol that a service speaks."""

    NOMINATIM = "nominatim"
    GEONAMES = "geonames"
    PHOTON = "photon"


_DOMAINS = {
    Kind.NOMINATIM: "nominatim.openstreetmap.org",
    Kind.GEONAMES: "secure.geonames.org",  # geopy's api.geonames.org would send the names unencrypted
    Kind.PHOTON: "photon.komoot.io",
}
_PUBLIC = re.compile(r"(.*\.)?(openstreetmap\.org|geonames\.org|komoot\.(io|de))")
_LANGUAGES = {
    Kind.NOMINATIM: "ar",
    Kind.GEONAMES: "ar",
    Kind.PHOTON: "default",  # the places' own; the public Photon refuses ar
}
_DOMAIN = re.compile(r"(\w[\w.-]*|\[[\da-f:]+\])(:\d{1,5})?(/[\w.~-]+)*", re.ASCII)

PUBLIC_DELAY = 1.1
"""Seconds from one request to the next: the public Nominatim's policy allows one a second at most, of its own clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service with what every request to it states; `choose_service` makes one that keeps the service's terms."""

    kind: Kind
    domain: str
    """`host`, `host:port` or `host:port/path`, in lower case."""
    scheme: str
    user_agent: str
    username: str
    """The account at GeoNames; empty for others."""
    country: str
    """ISO 3166-1 alpha-2 code of the country to search in, or empty."""
    delay: float
    """Least seconds from one request to the next."""
    timeout: float
    """Seconds to wait for an answer."""

    @property
    def language(self) -> str:
        """The language in which names are asked for."""
        return _LANGUAGES[self.kind]

    @property
    def is_public(self) -> bool:
        """Whether it is one of the shared services that answer anyone."""
        return _is_public(self.domain)

    @property
    def url(self) -> str:
        """The address below which it answers."""
        return f"{self.scheme}://{self.domain}"

    @property
    def source(self) -> str:
        """To whom its data is to be attributed, under which licence, and who gave it."""
        owner = GEONAMES if self.kind == Kind.GEONAMES else OPENSTREETMAP
        return f"{owner}, {self.domain}"


def choose_service(  # noqa: PLR0913  # each is an option of the command
    kind: Kind,
    *,
    domain: str = "",
    scheme: str = "https",
    user_agent: str = "",
    username: str = "",
    country: str = "",
    delay: float | None = None,
    timeout: float = 10,
) -> Service:
    """Return a service: the public one of its kind unless a domain is given.

    Args:
        kind: the protocol that it speaks.
        domain: `host`, `host:port` or `host:port/path` of a service of one's own.
        scheme: https or http.
        user_agent: what tells the service who asks; the public Nominatim demands one.
        username: an account at GeoNames.
        country: ISO 3166-1 alpha-2 code of the country to search in.
        delay: least seconds from one request to the next, `PUBLIC_DELAY` unless given.
        timeout: seconds to wait for an answer.

    Raises:
        ServiceError: the service cannot be asked so, or its terms forbid it.
    """
    service = Service(
        kind=kind,
        domain=(domain or _DOMAINS[kind]).lower().strip("/"),
        scheme=scheme,
        user_agent=user_agent or "geomap",
        username=username,
        country=country.upper(),
        delay=PUBLIC_DELAY if delay is None else delay,
        timeout=timeout,
    )
    _check_form(service)
    _check_terms(service, has_user_agent=bool(user_agent.strip()))
    return service


def _check_form(service: Service) -> None:
    if not _DOMAIN.fullmatch(service.domain):
        raise ServiceError(f"--domain '{service.domain}': not a domain; write host or host:port, and http by --scheme")
    if not re.fullmatch("([A-Z]{2})?", service.country):
        raise ServiceError(f"--country '{service.country}': not two letters such as LY; correct it")
    if not (service.user_agent.isascii() and service.user_agent.isprintable()):
        raise ServiceError("--user-agent: it may hold only ASCII letters, digits and signs; correct it")
    if not (service.delay >= 0 and 0 < service.timeout < float("inf")):
        raise ServiceError("--delay, --timeout: not a number of seconds; correct it")


def _check_terms(service: Service, *, has_user_agent: bool) -> None:
    if service.kind == Kind.GEONAMES and not service.username:
        raise ServiceError(
            f"{service.domain}: GeoNames answers only those with an account; "
            "make one at https://www.geonames.org/login and give its name by --username or GEOMAP_GEONAMES_USERNAME"
        )
    if not service.is_public:
        return
    if service.kind == Kind.NOMINATIM and not has_user_agent:
        raise ServiceError(
            f"{service.domain}: its usage policy asks who is asking; give a user agent with a contact by --user-agent "
            "or GEOMAP_USER_AGENT, such as 'geomap (desk@example.org)', or a Nominatim of your own by --domain"
        )
    if service.scheme == "http":
        raise ServiceError(f"{service.domain}: over http everyone on the way could read the names; leave --scheme out")
    if service.delay < PUBLIC_DELAY:
        raise ServiceError(
            f"--delay {service.delay:g}: {service.domain} is shared and is asked every {PUBLIC_DELAY} s at most; "
            "leave it out, or give a service of your own by --domain"
        )


def _is_public(domain: str) -> bool:
    host = re.split("[:/]", domain, maxsplit=1)[0]
    return bool(_PUBLIC.fullmatch(host.rstrip(".")))
