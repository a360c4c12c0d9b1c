"""Addresses and forms of what is done with a document as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documents.archive.ingest import store
from documents.models import Document
from documents.parsing import ParseResult, QuestionSet, RawFile, to_json


def address(document: Document, name: str, *more: int) -> str:
    """The address of a page about a document: 'withdraw', 'redact', 'version' with a number."""
    return reverse(f"admin:documents_document_{name}", args=[document.pk, *more])


def send(client: Client, document: Document, name: str, *more: int, **fields: str) -> HttpResponse:
    """The answer to a form of such a page, followed."""
    return client.post(address(document, name, *more), fields, follow=True)


def withdraw(client: Client, document: Document, **fields: str) -> HttpResponse:
    return send(client, document, "withdraw", **({"reason": "privacy"} | fields))


def redact(client: Client, document: Document, passage: str, **fields: str) -> HttpResponse:
    """Redacts by the form and the button of its preview."""
    sent: dict[str, Any] = {"note": "bescherming van persoonsgegevens"} | fields
    return send(client, document, "redact", passage=passage, redact="Lakken", **sent)


def another_version(
    questions: QuestionSet, file_format: str, *, valid: bool | None = None
) -> Document:
    """Stores a set as if it was read from another file of this format."""
    raw = RawFile(f"versie.{file_format}", (to_json(questions) + file_format).encode())
    return store(raw, ParseResult(questions, (), file_format), valid=valid).document
