"""The filters beside the hits: their values with counts, and those that were chosen."""

from __future__ import annotations

from dataclasses import dataclass

from documents.search import Count

from .form import FILTERS, Asked

#: values of a filter that are shown at once; the others open with a click
FEW, MANY = 6, 20


@dataclass(frozen=True)
class Facet:
    """A filter on the page: its name in the address, heading, and values with counts."""

    name: str
    heading: str
    few: list[Count]
    more: list[Count]
    hidden: int
    open: bool


def facets(counts: dict[str, list[Count]], more: dict[str, int]) -> list[Facet]:
    """The filters of the page; of long ones the first MANY values, and always those chosen.

    `more` says how many values of each are not among the counts.
    """
    made = []
    for one in FILTERS:
        values = counts.get(one.key, [])
        shown = [v for i, v in enumerate(values) if i < MANY or v.selected]
        few = [v for i, v in enumerate(shown) if i < FEW or v.selected]
        rest = [v for v in shown if v not in few]
        is_open = one.open or any(v.selected for v in values)
        hidden = len(values) - len(shown) + more.get(one.key, 0)
        made.append(Facet(one.name, one.heading, few, rest, hidden, is_open))
    return [facet for facet in made if facet.few]


def chips(asked: Asked, counts: dict[str, list[Count]]) -> list[tuple[str, str, str]]:
    """What was chosen: heading, label, and the address of the same search without it."""
    made = []
    for one in FILTERS:
        labels = {count.value: count.label for count in counts.get(one.key, [])}
        chosen = asked.filters.get(one.name, ())
        for value in chosen:
            rest = tuple(other for other in chosen if other != value)
            label = labels.get(value, value)
            made.append((one.heading, label, asked.address(**{one.name: rest})))
    for name, heading in (("van", "Vanaf"), ("tot", "Tot en met")):
        day = asked.form.cleaned_data.get(name)
        if day:
            made.append((heading, f"{day:%d-%m-}{day.year}", asked.address(**{name: ""})))
    return made
