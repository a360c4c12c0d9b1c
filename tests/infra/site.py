"""A site in a process of its own, asked by lines: each names an address, and is answered in JSON.

    {"path": "/", "cookies": {}, "set": {"MOST_LAG": 0}} → {"status": 200, "databases": ["default"]}

`set` changes constants of `kamerarchief.replicas`; `databases` are those that were asked for more
than how they are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import django

django.setup()

from django.core.signals import request_finished, request_started  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from kamerarchief import replicas  # noqa: E402


@contextmanager
def asked(found: set[str]) -> Iterator[None]:
    """Gathers the databases that are asked for something of the archive."""

    def note(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "pg_current_wal" not in sql and "pg_last_wal" not in sql:
            found.add(context["connection"].alias)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield


def main() -> None:
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    for line in sys.stdin:
        question = json.loads(line)
        for name, value in question.get("set", {}).items():
            setattr(replicas, name, value)
        client.cookies.clear()
        client.cookies.load(question.get("cookies", {}))
        found: set[str] = set()
        request_started.send(sender=None)
        with asked(found):
            response = client.get(question["path"])
        request_finished.send(sender=None)
        answer = {"status": response.status_code, "databases": sorted(found)}
        print(json.dumps(answer), flush=True)


main()
