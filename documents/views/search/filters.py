"""The filters beside the hits: their values with counts, and those that were chosen."""

from __future__ import annotations

from dataclasses import dataclass

from documents.search import FACETS, Count

from .form import LIKE, Wish

#: values of a filter that are shown at once; the others open with a click
FEW, MANY = 6, 20


@dataclass(frozen=True)
class Filter:
    """A filter on the page: its name in the address, heading, and values with counts."""

    name: str
    heading: str
    few: list[Count]
    more: list[Count]
    hidden: int
    open: bool


def filters(counts: dict[str, list[Count]], more: dict[str, int]) -> list[Filter]:
    """The filters of the page; of long ones the first MANY values, and always those chosen.

    `more` says how many values of each are not among the counts.
    """
    boxes = []
    for facet in FACETS:
        values = counts.get(facet.key, [])
        shown = [v for i, v in enumerate(values) if i < MANY or v.selected]
        few = [v for i, v in enumerate(shown) if i < FEW or v.selected]
        folded = [v for v in shown if v not in few]
        is_open = facet.is_open or any(v.selected for v in values)
        hidden = len(values) - len(shown) + more.get(facet.key, 0)
        boxes.append(Filter(facet.word, facet.heading, few, folded, hidden, is_open))
    return [one for one in boxes if one.few]


def chips(wish: Wish, counts: dict[str, list[Count]]) -> list[tuple[str, str, str]]:
    """The choices of a search: heading, label, and address of the same search without it."""
    choices = []
    for facet in FACETS:
        labels = {count.value: count.label for count in counts.get(facet.key, [])}
        chosen = wish.filters.get(facet.word, ())
        for value in chosen:
            others = tuple(other for other in chosen if other != value)
            label = labels.get(value, value)
            choices.append((facet.heading, label, wish.address(**{facet.word: others})))
    if wish.like:
        choices.append(("Lijkt op", wish.like.heading, wish.address(**{LIKE: ""})))
    for name, heading in (("van", "Vanaf"), ("tot", "Tot en met")):
        day = wish.form.cleaned_data.get(name)
        if day:
            choices.append((heading, f"{day:%d-%m-}{day.year}", wish.address(**{name: ""})))
    return choices
