"""Fields of forms of facts: days, and what there is to choose from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from ...models import Ministry, Party

DAYS: dict[Any, dict[str, Any]] = {
    models.DateField: {
        "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "form_class": forms.DateField,
    }
}


def known_only(field: Any) -> Any:
    """Of parties and ministries, those that a table of facts knows; others are printed words."""
    if field is not None and field.queryset.model in (Party, Ministry):
        field.queryset = field.queryset.exclude(source="").filter(merged_into=None)
    return field


def plain(field: Any) -> Any:
    """A field to choose from without the links to make or change what is chosen."""
    if field is not None and hasattr(field.widget, "can_add_related"):
        field.widget = field.widget.widget
    return field
