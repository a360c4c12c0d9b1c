"""An index that is damaged gives no wrong count, and is made whole by the next start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from documents.search import indexing
from documents.search.engines import engine
from documents.search.engines.folder import WhooshEngine, manifest
from tests.factories import make_document
from tests.pages import get, titles
from tests.search.damages import DAMAGES, base, flipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=DAMAGES.values(), ids=DAMAGES.keys())
def damage(request: pytest.FixtureRequest) -> Callable[[], None]:
    """What damages an index of twelve documents."""
    for number in range(12):
        make_document(title=f"de tolbrug van dorp {number}")
    indexing.rebuild()
    found: Callable[[], None] = request.param
    return found


@pytest.fixture
def damaged(damage: Callable[[], None]) -> None:
    """An index is damaged of which a new process has yet to open anything."""
    damage()
    found = engine()
    assert isinstance(found, WhooshEngine)
    found._snapshot = None
    found._whole = manifest.Whole()


def test_no_wrong_count_is_told_by_who_has_it_open(
    damage: Callable[[], None], client: Client
) -> None:
    assert len(titles(get(client, "/zoeken/?q=dorp"))) == 12
    damage()
    test_no_wrong_count_is_told(None, client)
    indexing.ensure()
    assert len(titles(get(client, "/zoeken/?q=tolbrug"))) == 12


def test_what_is_read_of_a_file_that_is_just_touched_is_not_given(client: Client) -> None:
    make_document(title="de tolbrug")
    indexing.rebuild()
    found = engine()
    assert isinstance(found, WhooshEngine)
    under_way = found.snapshot()  # as a search has it that began before the damage
    flipped(0.5)()
    with pytest.raises(manifest.Damaged):
        list(under_way.placed(["tolbrug"]))


def test_no_wrong_count_is_told(damaged: None, client: Client) -> None:
    response = client.get("/zoeken/?q=tolbrug")
    if response.status_code == 200:
        assert len(titles(get(client, "/zoeken/?q=tolbrug"))) == 12
    else:
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0


def test_the_next_start_makes_it_whole(damaged: None, client: Client) -> None:
    indexing.ensure()
    assert indexing.fault() is None
    assert len(titles(get(client, "/zoeken/?q=tolbrug"))) == 12
    if (outside := base().parent / "elsewhere").exists():
        assert outside.read_text() == "not ours"
