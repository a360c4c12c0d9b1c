"""What is needed to run the archive for real: the image, compose, gunicorn, and safe answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with just what .dockerignore lets into the image."""
    folder = tmp_path_factory.mktemp("image")
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    for name in (line[1:] for line in lines if line.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    shutil.rmtree(folder / "samples/sources")
    return folder


def in_image(image: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs Python there, in the environment of a fresh container."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=image,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(image.parent / "data")},
        capture_output=True,
        text=True,
    )


def test_static_files_get_hashed_names_and_every_template_finds_its_own(image: Path) -> None:
    done = in_image(image, "manage.py", "collectstatic", "--no-input")
    assert done.returncode == 0, done.stderr
    named = json.loads((image / "staticfiles/staticfiles.json").read_text())["paths"]
    used = {
        name
        for path in (image / "templates").glob("**/*.html")
        for name in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", path.read_text())
    }
    assert used
    assert used <= set(named)
    assert all(named[name] != name for name in used)


def test_the_image_has_all_that_the_archive_needs(image: Path) -> None:
    for command in (["migrate"], ["demo"], ["check", "--deploy", "--fail-level", "WARNING"]):
        done = in_image(image, "manage.py", *command)
        assert done.returncode == 0, done.stderr


def test_gunicorn_takes_its_configuration(image: Path) -> None:
    done = in_image(image, "-m", "gunicorn", "--check-config")
    assert done.returncode == 0, done.stderr


def test_compose_keeps_to_its_schema() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, ROOT / "docker-compose.yml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_passes_its_linter() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_example_of_env_has_all_that_compose_asks_for_and_no_secret() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)[:}]", (ROOT / "docker-compose.yml").read_text()))
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    example = dict(lines)
    assert asked == set(example)
    assert example["SECRET_KEY"] == example["POSTGRES_PASSWORD"] == ""


def test_plain_http_is_sent_on_to_https_but_a_health_check_is_answered(
    settings: Settings, db: None
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/zoeken/?q=dijk")["Location"] == "https://testserver/zoeken/?q=dijk"
    assert Client().get("/gezond/").headers["Content-Type"] == "application/json"


def test_a_host_that_is_not_allowed_is_refused_and_this_machine_never(db: None) -> None:
    assert Client().get("/gezond/", headers={"host": "kwaad.example"}).status_code == 400
    answer = Client().get("/gezond/", headers={"host": "127.0.0.1:8000"})
    assert answer.json()["index"] == "niet in orde"  # none was made


def test_pages_carry_a_strict_content_security_policy(db: None) -> None:
    policy = Client().get("/bestaat-niet/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
