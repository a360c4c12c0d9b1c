"""The settings: safe by themselves, clear about what they do not understand, all in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from documents.search.engines import MAKERS

ROOT = Path(__file__).parent.parent
READERS = ("kamerarchief/settings.py", "gunicorn.conf.py")
DEPLOY = ("check", "--deploy", "--fail-level", "WARNING")
POSTGRES = {"DATABASE_URL": "postgres://somebody@nowhere.invalid/archive"}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs manage.py in an environment that has nothing but what is given."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *command],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def read_names() -> set[str]:
    """Every variable that the project reads from its environment, or sets in compose."""
    call = re.compile(r'\b(?:text|flag|number|words|choice|service)\(\s*["\']([A-Z_]+)')
    names = {name for path in READERS for name in call.findall((ROOT / path).read_text())}
    names |= set(re.findall(r"\$\{([A-Z_]+)[:}]", (ROOT / "docker-compose.yml").read_text()))
    names |= set(re.findall(r"\{\$([A-Z_]+)[:}]", (ROOT / "deploy/Caddyfile").read_text()))
    return names


def test_every_engine_can_be_chosen_and_no_other() -> None:
    assert set(MAKERS) == settings.SEARCH_ENGINES


def test_the_readme_has_every_setting_and_no_other() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(read_names())


def test_nothing_reads_the_environment_past_the_settings() -> None:
    sources = [*ROOT.glob("documents/**/*.py"), *(ROOT / path for path in READERS)]
    readers = [str(path) for path in sources if re.search(r"\bgetenv|environ\b", path.read_text())]
    assert readers == []


def test_the_defaults_pass_the_deployment_check(tmp_path: Path) -> None:
    done = manage(*DEPLOY, DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"HTTPS": "perhaps"}, "HTTPS must be 1 or 0, not 'perhaps'."),
        ({**POSTGRES, "DATABASE_POOL": "abc"}, "DATABASE_POOL must be a whole number"),
        ({**POSTGRES, "DATABASE_POOL": "0"}, "DATABASE_POOL must be a whole number"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not understood"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be"),
        ({"SEARCH_ENGINE": "oracle"}, "SEARCH_ENGINE must be"),
        ({"SEARCH_ENGINE": "postgres"}, "SEARCH_ENGINE=postgres needs a DATABASE_URL"),
        ({"DATABASE_REPLICA_URLS": "nonsense"}, "DATABASE_REPLICA_URLS is not understood"),
        ({"DATABASE_REPLICA_URLS": "sqlite:///x"}, "DATABASE_REPLICA_URLS must be of PostgreSQL."),
        ({"DATABASE_REPLICA_URLS": POSTGRES["DATABASE_URL"]}, "needs a DATABASE_URL of PostgreSQL"),
        ({"KOOP_SRU_URL": "http://elders.example/sru"}, "KOOP_SRU_URL must be https://..."),
        ({"DATA_DIR": "/dev/null/archive"}, "DATA_DIR cannot be made"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(
    environment: dict[str, str], message: str, tmp_path: Path
) -> None:
    done = manage("check", **{"DATA_DIR": str(tmp_path), **environment})
    assert done.returncode == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_data_folder_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    done = manage("check", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("manage.py: DATA_DIR cannot be used")
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_size_of_gunicorn_is_told_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "kamerarchief.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "WEB_THREADS": "x"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == "gunicorn: WEB_THREADS must be a whole number of at least 1, not 'x'.\n"


def test_a_database_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite3").write_text("Dit is geen database. " * 100)
    database = f"sqlite:///{tmp_path / 'text.sqlite3'}"
    done = manage("prepare", DATA_DIR=str(tmp_path), DATABASE_URL=database)
    assert done.returncode == 1
    assert "De database is beschadigd, of is geen database" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("level", "lines"), [("INFO", 2), ("WARNING", 2), ("ERROR", 0)])
def test_the_level_of_the_log_holds_for_django_too(level: str, lines: int, tmp_path: Path) -> None:
    code = "import logging; [logging.getLogger(n).warning('x') for n in ('django.request', 'own')]"
    environment = {"DATA_DIR": str(tmp_path), "LOG_LEVEL": level}
    done = manage("shell", "--no-imports", "-c", code, **environment)
    assert len(done.stderr.splitlines()) == lines


def test_two_that_prepare_at_once_wait_for_each_other(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    command = [sys.executable, ROOT / "manage.py", "prepare", "--database"]
    both = [
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(process.communicate()[1], process.returncode) for process in both] == [("", 0)] * 2


def test_an_empty_value_is_as_good_as_none(tmp_path: Path) -> None:
    empty = dict.fromkeys(read_names(), "")
    done = manage(*DEPLOY, **{**empty, "DATA_DIR": str(tmp_path)})
    assert done.returncode == 0, done.stderr


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = (
        manage("shell", "--no-imports", "-c", code, DATA_DIR=str(tmp_path)) for _ in range(2)
    )
    assert len(first.stdout.strip()) > 50
    assert first.stdout == second.stdout
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
