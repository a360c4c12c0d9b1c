"""The blocks of a segment give back every list as it was put in, and nothing for other terms."""

from __future__ import annotations

from datetime import date

from documents.search.contents import Contents
from documents.search.engines.postgres import blocks
from documents.search.engines.postgres.blocks import Blocks, found, key, of_columns, place_of
from documents.search.engines.shared.columns import names
from documents.search.engines.shared.postings import Gathered
from documents.search.facets import keys
from documents.search.zones import Zone


def gathered() -> Gathered:
    """Documents with many words that stand once, and some that stand everywhere."""
    made = Gathered()
    for n in range(40):
        rare = " ".join(f"zeldwoord{n}x{i}" for i in range(100))
        text = f"de brug bij de Wetering {rare} " + "de dijk " * 400
        made.add(
            Contents(
                pk=n + 1,
                kind="answer",
                texts=((Zone.TITLE, f"brug {n}"), (Zone.ANSWER, text)),
                date=date(2022, 1, 1),
                submitted=date(2022, 1, 1),
                days=n,
                facets=dict.fromkeys(keys(), ("waarde",)),
                case=n,
            )
        )
    return made


def read(made: Blocks, name: bytes) -> tuple[int, bytes]:
    place = place_of(made.firsts, name)
    return found(made.data[place], name) if place >= 0 else (0, b"")


def test_every_list_comes_back_as_it_was() -> None:
    expected = {
        key(field, term): (postings.documents, postings.data)
        for field, lists in gathered().fields()
        for term, postings in lists.items()
    }
    made = Blocks.of(gathered())
    assert len(expected) > 4_000
    assert {name: read(made, name) for name in expected} == expected
    for name in (b"", b"c", b"pbru", b"wbrugg", b"sbru", b"w", b"wzzz", b"z", b"wde\nwdijk"):
        assert read(made, name) == (0, b""), name


def test_blocks_are_full_and_a_long_list_stands_alone() -> None:
    made = Blocks.of(gathered())
    long = made.data[place_of(made.firsts, b"wdijk")]
    assert len(long) > blocks.FULL
    assert found(long, b"wdijk")[0] == 40
    assert int.from_bytes(long[:4], "little") == 1  # the number of its keys
    short = [data for data in made.data if len(data) < blocks.FULL / 4]
    assert len(short) < len(made.data) / 4


def test_the_first_blocks_hold_the_columns() -> None:
    made = Blocks.of(gathered())
    places = {place_of(made.firsts, key("columns", name)) for name in names()}
    assert max(places) == of_columns(made.firsts) - 1
