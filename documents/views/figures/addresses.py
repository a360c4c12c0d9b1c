"""The addresses of figures and of the lists behind them."""

from __future__ import annotations

import functools
from urllib.parse import urlencode

from django.urls import reverse

from documents.figures.choosing import Choice


@functools.cache
def path(name: str) -> str:
    """The path of a page, looked up once: a page has hundreds of addresses."""
    return reverse(name)


def cases_address(choice: Choice) -> str:
    """The list of the cases of a choice."""
    return f"{path('figures_cases')}{choice.query}"


def address(name: str, choice: Choice, **more: str) -> str:
    """A page of figures about the cases of a choice."""
    parameters = [*choice.parameters, *more.items()]
    return f"{path(name)}?{urlencode(parameters)}" if parameters else path(name)
