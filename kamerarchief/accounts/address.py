"""The address by which a visitor is throttled."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

#: bits of an IPv6 address that a provider gives to one customer
NETWORK = 64


def client_address(request: HttpRequest) -> str | None:
    """The address of who asks: '203.0.113.7', of IPv6 its network; None where there is none.

    Behind a proxy it is the last one in X-Forwarded-For: those before it the visitor may invent.
    """
    return vouched(
        request.META.get("HTTP_X_FORWARDED_FOR", ""), request.META.get("REMOTE_ADDR", "")
    )


def vouched(forwarded: str, peer: str) -> str | None:
    """The same, of a request that Django has not seen yet: its X-Forwarded-For, and who sent it."""
    hops = forwarded if settings.BEHIND_PROXY else ""
    return _read(hops.rpartition(",")[2]) or _read(peer)


def _read(text: str) -> str | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.is_loopback:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), NETWORK), strict=False).network_address)
