"""The addresses of figures and of the lists behind them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from documents.figures.choosing import Choice


def cases_address(choice: Choice) -> str:
    """The list of the cases of a choice."""
    return f"{reverse('figures_cases')}{choice.query}"


def address(name: str, choice: Choice, **more: str) -> str:
    """A page of figures about the cases of a choice."""
    parameters = [*choice.parameters, *more.items()]
    return f"{reverse(name)}?{urlencode(parameters)}" if parameters else reverse(name)
