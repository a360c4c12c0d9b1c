"""Log lines as JSON: one object a line, with the name of the request that it is about."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from . import names


class Named(logging.Filter):
    """Gives each record the name of the request under way, as `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = names.current()
        return True


class Brief(logging.Filter):
    """Of what a visitor did wrong, an unknown host in the main, a line is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True


class Json(logging.Formatter):
    """{"time", "level", "logger", "message", "request_id", "error"}; of a request its parts too."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        told |= _of_request(record)
        if told.get("request_id") in ("", "-"):
            del told["request_id"]
        return json.dumps(told, ensure_ascii=False)


def _of_request(record: logging.LogRecord) -> dict[str, Any]:
    """The name of a request; of a line in gunicorn's list of requests, also what was answered."""
    atoms = record.args
    if record.name != "gunicorn.access" or not isinstance(atoms, dict):
        return {"request_id": getattr(record, "request_id", "")}
    return {
        "request_id": atoms[f"{{{names.HEADER.lower()}}}o"],
        "address": atoms["h"],
        "method": atoms["m"],
        "path": atoms["U"],
        "status": int(atoms["s"]),
        "bytes": int(atoms["B"] or 0),
        "seconds": float(atoms["L"]),
    }
