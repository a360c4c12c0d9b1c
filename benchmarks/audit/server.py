"""What pages cost at the server, and what their headers say: asked of Django itself.

The settings are those of the site as it is run for real, over HTTPS. Milliseconds are those of
the processor: with SQLite all work is done in this process, and what else the machine does is left
out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from django.db import connections
from django.test import Client

from . import observatory
from .kinds import Kind

#: what is named to be asked
HOST = "localhost"


class Cost(NamedTuple):
    """Milliseconds of the processor (median), queries of an answer, points, and what is wrong."""

    ms: float
    queries: int
    points: int
    faults: list[str]


def cost(kind: Kind, rounds: int) -> Cost:
    """Asks for the pages of a kind until each was seen, and at least `rounds` times in all."""
    client = Client(raise_request_exception=False, SERVER_NAME=HOST)
    paths = [kind.path, *kind.others]
    answers = [client.get(path, secure=True) for path in paths]  # what is read once, is read here
    with _counted() as statements:
        client.get(kind.path, secure=True)
    queries = len(statements)
    times = [_time(client, paths[i % len(paths)]) for i in range(max(rounds, len(paths)))]
    faults = [
        f"{path} answers {answer.status_code}, not {kind.status}"
        for path, answer in zip(paths, answers, strict=True)
        if answer.status_code != kind.status
    ]
    points, verdicts = observatory.score(_answer(client, kind.path))
    faults += [f"{verdict.result} ({verdict.points})" for verdict in verdicts if verdict.points < 0]
    return Cost(statistics.median(times), queries, points, faults)


def _time(client: Client, path: str) -> float:
    began = time.process_time()
    answer = client.get(path, secure=True)
    if answer.streaming:
        b"".join(answer)
    return (time.process_time() - began) * 1000


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The statements that the databases are asked meanwhile."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append(sql)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield found


def _answer(client: Client, path: str) -> observatory.Answer:
    secure, plain = client.get(path, secure=True), client.get(path)
    return observatory.Answer(
        headers={name.lower(): value for name, value in secure.items()},
        body=secure.content.decode(),
        cookies=secure.cookies,
        over_http=plain.get("Location", ""),
        host=HOST,
    )
