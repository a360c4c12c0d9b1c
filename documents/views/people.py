"""The page of one person: offices and seats, parties, and what was asked and answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Person

from .browse import moved
from .paging import Missing


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a person; of one who was made one with another, the address of that one."""
    row = Person.objects.select_related("merged_into").filter(slug=slug).first()
    if row is None:
        raise Missing("Deze persoon staat niet in het archief.")
    if row.merged_into:
        return moved(request, row.root)
    return render(request, "people/person.html", {"person": row})
