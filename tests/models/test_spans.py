"""Which years an archive covers."""

from __future__ import annotations

from datetime import date

import pytest

from documents.models import Document, spanned
from tests.factories import make_document


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, None),
        ({1999: 0}, None),
        ({1999: 1}, (1999, 1999)),
        ({1999: 1, 2008: 1}, (1999, 2008)),
        ({1901: 1, 1995: 2000, 2008: 2000}, (1995, 2008)),
        ({1995: 2000, 2008: 2000, 2041: 3}, (1995, 2008)),
        ({1994: 1, 1995: 2000, 2008: 2000}, (1994, 2008)),
        ({1962: 40, 1995: 2000, 2008: 2000}, (1962, 2008)),
        ({1099: 1, 2022: 1, 2023: 1}, (2022, 2023)),
    ],
    ids=[
        *("nothing", "an empty year", "one year", "few documents count each", "far before"),
        *("far behind", "near by", "many far before", "another century"),
    ],
)
def test_years_of_mistyped_dates_are_not_covered(
    counts: dict[int, int], expected: tuple[int, int] | None
) -> None:
    assert spanned(counts) == expected


@pytest.mark.django_db
def test_the_archive_tells_its_years() -> None:
    assert Document.objects.years() is None
    make_document(answered=date(2021, 5, 4))
    make_document(answered=date(2022, 5, 4))
    assert Document.objects.years() == (2021, 2022)
