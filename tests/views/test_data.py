"""All of the archive as files: what visitors may read, whole, and downloads that go on."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http.response import HttpResponseBase
from django.test import Client
from jsonschema import Draft202012Validator

from documents.archive import dumping
from documents.archive.decisions import redactions, withdrawals
from documents.archive.dumping import sets as written
from documents.models import Withdrawal
from documents.parsing import from_dict
from tests.factories import FULL_SET, make_document
from tests.pages import get, links, main_text

pytestmark = pytest.mark.django_db

SETS, TABLE = "kamerarchief.jsonl.gz", "kamerarchief.csv"


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the dumps."""
    folder = tmp_path / "dump"
    monkeypatch.setattr(settings, "DUMP_DIR", folder)
    return folder


def dump() -> dumping.Dump:
    call_command("dump", verbosity=0, stdout=io.StringIO())
    return dumping.newest(settings.DUMP_DIR) or pytest.fail("there is no dump")


def content(response: HttpResponseBase) -> bytes:
    assert response.streaming
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def fetch(client: Client, name: str, **headers: str) -> HttpResponseBase:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/data/bestanden/{name}", headers=given)  # type: ignore[return-value]


def sets(client: Client) -> list[Any]:
    lines = gzip.decompress(content(fetch(client, SETS))).decode().splitlines()
    return [json.loads(line) for line in lines]


def test_each_line_is_a_set_as_the_schema_has_it(client: Client) -> None:
    make_document(**vars(FULL_SET))
    make_document()
    dump()
    told = sets(client)
    assert from_dict(told[0]) == FULL_SET
    schema = json.loads(content(client.get("/data/questionset.schema.json")))  # type: ignore[arg-type]
    validator = Draft202012Validator(schema)
    assert [list(validator.iter_errors(one)) for one in told] == [[], []]


def test_each_row_of_the_table_is_a_document(client: Client) -> None:
    made = make_document(title="=HYPERLINK('x')", topics=("Scheepvaart", "Verkeer"))
    make_document()
    dump()
    table = content(fetch(client, TABLE))
    assert gzip.decompress(content(fetch(client, f"{TABLE}.gz"))) == table
    text = io.StringIO(table.decode("utf-8-sig"), newline="")
    first, _ = csv.DictReader(text, delimiter=";")
    assert first["kenmerk"] == made.identifier
    assert first["titel"] == "'=HYPERLINK('x')"
    assert (first["toestand"], first["dagen"]) == ("Beantwoord", "60")
    assert first["vragenstellers"] == "Van Loon"
    assert first["adres"] == made.get_absolute_url()


def test_the_digests_are_those_of_the_files(client: Client) -> None:
    make_document()
    dump()
    sums = content(fetch(client, "SHA256SUMS")).decode()
    named = dict(line.split("  ")[::-1] for line in sums.splitlines())
    assert {SETS, TABLE, f"{TABLE}.gz", "questionset.schema.json"} == set(named)
    for name, digest in named.items():
        assert hashlib.sha256(content(fetch(client, name))).hexdigest() == digest
    manifest = json.loads(content(fetch(client, "manifest.json")))
    assert manifest["sets"] == 1
    assert {file["name"]: file["sha256"] for file in manifest["files"]} == named


def test_the_same_archive_gives_the_same_bytes() -> None:
    make_document()
    first, second = dump().digests, dump().digests
    assert first == second


def test_what_nobody_may_read_is_in_no_file(client: Client, base: Path) -> None:
    gone, hidden = make_document(title="de geheime brug"), make_document()
    withdrawals.withdraw(gone, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")
    redactions.redact(hidden, "bericht over de veerpont", note="", by="hoofd")
    made = dump()
    assert made.manifest["sets"] == 1
    for path in made.folder.iterdir():
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
        assert "geheim" not in text
        assert "bericht over" not in text


def test_a_dump_is_given_no_more_once_something_in_it_is_withdrawn(client: Client) -> None:
    make_document()
    document = make_document()
    dump()
    assert len(sets(client)) == 2
    withdrawals.withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")
    response = fetch(client, SETS)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-cache"
    assert "niet meer gegeven" in main_text(get(client, "/data/"))
    dump()
    assert len(sets(client)) == 1


def test_what_is_withdrawn_while_a_dump_is_made_stops_it_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, found = make_document(), written.lines

    def meanwhile() -> Any:
        yield from found()
        withdrawals.withdraw(document, reason=Withdrawal.Reason.PRIVACY, note="", by="hoofd")

    monkeypatch.setattr("documents.archive.dumping.dumps.lines", meanwhile)
    dump()
    assert fetch(client, SETS).status_code == 503


def test_a_dump_that_fails_leaves_the_one_before(
    client: Client, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document()
    dump()

    def full() -> Any:
        raise OSError("no space left on device")

    monkeypatch.setattr("documents.archive.dumping.dumps.lines", full)
    with pytest.raises(CommandError, match="niet te schrijven"):
        dump()
    assert len(sets(client)) == 1
    assert len(list(base.iterdir())) == 1


def test_a_new_dump_takes_the_place_of_the_old_one_and_of_what_was_left(base: Path) -> None:
    (base / "aside-killed").mkdir(parents=True)
    make_document()
    dump()
    dump()
    assert len(list(base.iterdir())) == 1


def test_a_dump_asks_for_its_documents_by_the_batch(
    monkeypatch: pytest.MonkeyPatch, base: Path
) -> None:
    monkeypatch.setattr(written, "BATCH", 2)
    for _ in range(5):
        make_document()
    assert dump().manifest["sets"] == 5


# Downloads that were broken off


@pytest.fixture
def whole(client: Client) -> bytes:
    """The bytes of the table."""
    make_document()
    dump()
    return content(fetch(client, TABLE))


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=5-99999999", 5, None),
        ("bytes=-99999999", 0, None),
        ("Bytes=3-3", 3, 4),
    ],
)
def test_a_download_goes_on_where_it_stopped(
    client: Client, whole: bytes, asked: str, start: int, stop: int | None
) -> None:
    response = fetch(client, TABLE, Range=asked)
    part = content(response)
    first = start % len(whole)
    assert response.status_code == 206
    assert part == whole[start:stop]
    told = f"bytes {first}-{first + len(part) - 1}/{len(whole)}"
    assert response.headers["Content-Range"] == told
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    "asked", ["bytes=9-3", "bytes=1-2,4-5", "lines=1-2", "bytes=-", "bytes=x-"]
)
def test_what_is_no_range_gives_the_whole_file(client: Client, whole: bytes, asked: str) -> None:
    response = fetch(client, TABLE, Range=asked)
    assert (response.status_code, content(response)) == (200, whole)
    assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_past_the_end_is_refused(client: Client, whole: bytes, asked: str) -> None:
    response = fetch(client, TABLE, Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_a_download_goes_on_in_the_same_file_only(client: Client, whole: bytes) -> None:
    etag = fetch(client, TABLE).headers["ETag"]
    same = fetch(client, TABLE, Range="bytes=5-", If_Range=etag)
    assert (same.status_code, content(same)) == (206, whole[5:])
    make_document()
    dump()
    other = fetch(client, TABLE, Range="bytes=5-", If_Range=etag)
    assert other.status_code == 200
    assert content(other).startswith(whole)


def test_a_file_that_one_has_is_not_sent_again(client: Client, whole: bytes) -> None:
    etag = fetch(client, TABLE).headers["ETag"]
    assert not etag.startswith("W/")
    assert fetch(client, TABLE, If_None_Match=etag).status_code == 304
    make_document()
    dump()
    assert fetch(client, TABLE, If_None_Match=etag).status_code == 200


def test_a_file_goes_to_many_at_once(client: Client, whole: bytes) -> None:
    first = fetch(client, TABLE)
    assert content(fetch(client, TABLE, Range="bytes=5-")) == whole[5:]
    assert fetch(client, TABLE, Range="bytes=99999999-").status_code == 416
    assert content(first) == whole


def test_a_head_tells_the_size(client: Client, whole: bytes) -> None:
    response = client.head(f"/data/bestanden/{TABLE}")
    assert response.headers["Content-Length"] == str(len(whole))


@pytest.mark.parametrize("name", ["secret.key", "..%2Fmanifest.json", "manifest.json.bak"])
def test_no_other_file_is_given(client: Client, whole: bytes, name: str) -> None:
    assert fetch(client, name).status_code == 404


# The page


def test_the_page_says_so_where_nothing_was_made_yet(client: Client) -> None:
    tree = get(client, "/data/")
    assert "nog geen bestand" in main_text(tree)
    assert not any("bestanden" in address for address in links(tree).values())
    assert fetch(client, SETS).status_code == 404


def test_the_page_tells_what_there_is_and_every_address_answers(client: Client) -> None:
    make_document()
    dump()
    tree = get(client, "/data/")
    assert "met 1 document" in main_text(tree)
    addresses = links(tree).values()
    assert f"/data/bestanden/{SETS}" in addresses
    assert {client.get(one).status_code for one in addresses if "zoeken/atom" not in one} == {200}


def test_another_dump_makes_the_page_new(client: Client) -> None:
    make_document()
    dump()
    etag = client.get("/data/").headers["ETag"]
    dump()
    assert client.get("/data/", headers={"If-None-Match": etag}).status_code == 200
