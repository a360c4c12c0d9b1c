"""The worker of gunicorn, with Dutch messages for requests that Django never sees."""

from __future__ import annotations

from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.util import write_error
from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads; refuses a request with a message in Dutch."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        match exc:
            case LimitRequestLine():
                message = (
                    "Dit adres is te lang. Ga terug, en zoek met minder tekst of minder filters."
                )
                write_error(client, 414, "Adres te lang", message)
            case LimitRequestHeaders():
                message = "Uw browser stuurt te veel mee. Verwijder de cookies van deze site."
                write_error(client, 431, "Te veel meegestuurd", message)
            case _:
                super().handle_error(req, client, addr, exc)
