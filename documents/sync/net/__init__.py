"""The only door to the outside: allowed addresses, one request at a time, bounded, at a pace."""

from .addresses import HOSTS, Allowed, NotAllowed
from .client import Client
from .faults import Failed, Missing, Refused, TooLarge, Transient, Unreachable, Wait
from .magic import is_page, looks_like
from .pace import Clock, Pacer, Stopped, SystemClock

__all__ = [
    "HOSTS",
    "Allowed",
    "Client",
    "Clock",
    "Failed",
    "Missing",
    "NotAllowed",
    "Pacer",
    "Refused",
    "Stopped",
    "SystemClock",
    "TooLarge",
    "Transient",
    "Unreachable",
    "Wait",
    "is_page",
    "looks_like",
]
