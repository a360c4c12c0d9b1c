"""Reads of visitors' pages go to replicas of the database; the rest goes to the primary.

A request that may read a replica is a GET or HEAD of someone without a session, outside the admin.
It keeps to one replica, until it writes: from then on it reads what it wrote, from the primary. A
replica that lags, or fails, is left out for a while; a request under way is then answered from the
primary instead.
"""

from __future__ import annotations

import itertools
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger(__name__)

#: seconds: how far a replica may be behind, how long a verdict about one holds, and how long one
#: that failed is left out
MOST_LAG, VERDICT_HOLDS, LEFT_OUT = 5.0, 2.0, 30.0
#: the admin, and the monitor that wants to know how the primary is
PRIMARY_PATHS = ("/beheer/", "/gezond/")

#: the replica that the present request reads, if it reads one
_chosen: ContextVar[str | None] = ContextVar("replica", default=None)


class Router:
    """Says to Django which database to ask."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _chosen.get() or DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        _chosen.set(None)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class ReadReplicas:
    """Middleware that chooses a replica for a request that may read one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.replicas = Replicas(settings.REPLICAS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = _chosen.set(self.replicas.next() if may_read_replica(request) else None)
        try:
            return self.get_response(request)
        finally:
            _chosen.reset(before)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answers from the primary a request that the replica failed; it only reads, so nothing
        is done twice."""
        alias, match = _chosen.get(), request.resolver_match
        if not (alias and match and isinstance(exception, OperationalError | InterfaceError)):
            return None
        log.warning("%s failed, the primary answers: %s", alias, exception)
        self.replicas.leave_out(alias)
        _chosen.set(None)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response


def may_read_replica(request: HttpRequest) -> bool:
    """Whether data a moment old are good enough for this request, and it cannot write."""
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(PRIMARY_PATHS)
    )


class Replicas:
    """The replicas, each with the last verdict about it; asked by the threads of a process."""

    def __init__(self, aliases: Sequence[str]) -> None:
        self._turns = itertools.cycle(aliases)
        self._aliases = aliases
        self._good: set[str] = set()
        self._look_again = dict.fromkeys(aliases, 0.0)
        self._looking = threading.Lock()
        #: (time, place in the log that the primary had written by then)
        self._seen: deque[tuple[float, int]] = deque(maxlen=1000)

    def next(self) -> str | None:
        """The next good replica in turn; None where none is good."""
        # One thread looks, the others go by the verdicts of before.
        if self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        turns = itertools.islice(self._turns, len(self._aliases))
        return next((alias for alias in turns if alias in self._good), None)

    def leave_out(self, alias: str) -> None:
        """Keeps all requests from this replica for LEFT_OUT seconds."""
        self._good.discard(alias)
        self._look_again[alias] = time.monotonic() + LEFT_OUT
        connections[alias].close()

    def _look(self) -> None:
        """Makes a new verdict about each replica of which the last one holds no longer."""
        due = [alias for alias, when in self._look_again.items() if when <= time.monotonic()]
        if due:
            self._see_primary()
        for alias in due:
            try:
                lag = self._lag(alias)
            except (OperationalError, InterfaceError) as error:
                log.warning("%s cannot be asked: %s", alias, error)
                self.leave_out(alias)
                continue
            self._look_again[alias] = time.monotonic() + VERDICT_HOLDS
            (self._good.add if lag <= MOST_LAG else self._good.discard)(alias)

    def _see_primary(self) -> None:
        try:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute("SELECT (pg_current_wal_lsn() - '0/0')::bigint")
                [(written,)] = cursor.fetchall()
        except (OperationalError, InterfaceError) as error:
            log.warning("the primary cannot be asked: %s", error)
        else:
            self._seen.append((time.monotonic(), written))

    def _lag(self, alias: str) -> float:
        """The most seconds that a replica can be behind; infinite where it is no replica.

        They count from the first time that the primary was seen to have more. Where the replica
        lacks even the first sight, it may be further behind: then the age of its last transaction
        tells.
        """
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint,"
                " extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float"
            )
            [(replayed, age)] = cursor.fetchall()
        if replayed is None:
            return math.inf
        missing = [when for when, written in self._seen if written > replayed]
        if not missing:
            return 0.0
        if len(missing) == len(self._seen):
            return math.inf if age is None else float(age)
        return time.monotonic() - missing[0]
