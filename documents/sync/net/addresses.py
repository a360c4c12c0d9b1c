"""The addresses that may be asked: the official sources, over https."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from .faults import Failed

#: the hosts of the official sources
HOSTS = frozenset(
    {
        "repository.overheid.nl",
        "zoek.officielebekendmakingen.nl",
        "gegevensmagazijn.tweedekamer.nl",
    }
)
#: what sources write for addresses that are served over https too
_MENDED = {"http", "https", "ftps"}


class NotAllowed(Failed):
    """An address at a host, or over a protocol, that is none of an official source."""


class Allowed:
    """The hosts of the official sources, and the origins of the addresses in the settings."""

    def __init__(self, configured: Iterable[str] = ()) -> None:
        self.origins = {_origin(url) for url in configured}

    def checked(self, url: str) -> str:
        """The address as it may be asked: over https unless the settings say otherwise.

        Raises NotAllowed.
        """
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError as error:
            raise NotAllowed(f"geen adres: {url[:200]}") from error
        if "@" not in parts.netloc:
            if _origin(url) in self.origins:
                return urlunsplit(parts._replace(fragment=""))
            standard = port in (None, 80, 443, 990)
            if parts.scheme in _MENDED and parts.hostname in HOSTS and standard:
                return urlunsplit(("https", parts.hostname, parts.path, parts.query, ""))
        raise NotAllowed(f"adres buiten de officiële bronnen: {url[:200]}")


def host_of(url: str) -> str:
    """The host of an address, for the pace."""
    return urlsplit(url).netloc


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url.strip())
    return parts.scheme, parts.netloc.lower()
