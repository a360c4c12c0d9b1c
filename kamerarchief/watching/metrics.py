"""What is counted while the site serves, in the format of Prometheus.

Each process of gunicorn counts in files that all of them can read (`together`), so that one
answer tells of all. What lies in the database is asked when it is told.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from kamerarchief import together

from .state import State

#: seconds
_TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

_counted = CollectorRegistry()
_requests = Counter(
    "kamerarchief_requests", "Requests answered", ["page", "status"], registry=_counted
)
_seconds = Histogram(
    "kamerarchief_request_seconds",
    "Seconds until an answer began",
    ["page"],
    buckets=_TIMES,
    registry=_counted,
)
_failed = Counter("kamerarchief_logins_failed", "Log-ins that failed", registry=_counted)


def answered(page: str, status: int, seconds: float) -> None:
    """Counts an answer by the kind of page and its status."""
    _requests.labels(page, str(status)).inc()
    _seconds.labels(page).observe(seconds)


def login_failed() -> None:
    _failed.inc()


def told() -> bytes:
    """All metrics, as text."""
    registry = CollectorRegistry()
    if together.folder():
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_counted)
    registry.register(State())
    return generate_latest(registry)
