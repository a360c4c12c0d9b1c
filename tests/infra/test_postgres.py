"""The server of the tests: also where the machine has none, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import dj_database_url
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.infra import postgres


@pytest.mark.slow
def test_the_wheel_serves_where_the_machine_has_no_postgresql() -> None:
    with postgres.private(postgres.of_wheel) as url:
        entry = dj_database_url.parse(url)
        folder = Path(str(entry["HOST"]))
        info = make_conninfo(host=str(folder), user=entry["USER"], dbname=entry["NAME"])
        with psycopg.connect(info) as connection:
            version = connection.execute("SHOW server_version").fetchone()
            addresses = connection.execute("SHOW listen_addresses").fetchone()
    assert version is not None
    assert version[0].startswith("17")
    assert addresses == ("",)
    assert not folder.exists()
