"""The rehearsal starts what compose names, all of it, and nothing else."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from tests.infra.compose import images, reading
from tests.infra.compose.names import Names
from tests.infra.compose.reading import NoCounterpart
from tests.infra.compose.running import Container, Project

ROOT = Path(__file__).parent.parent
COMPOSE = ROOT / "docker-compose.yml"
SAID = yaml.safe_load(COMPOSE.read_text())
FILLED = {"SECRET_KEY": "geheim", "POSTGRES_PASSWORD": "wachtwoord", "COMPOSE_PROFILES": "sync"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """All of compose, with images that need not be built to say what would run."""

    def unbuilt(name: str, folder: Path) -> images.Image:
        made = images.Image(name, folder, user="10001", command=["de", "opdracht", "van", name])
        made.places = {"/app": folder / "app", "/venv": folder / "venv"}
        return made

    monkeypatch.setattr(images, "image", unbuilt)
    return Project(tmp_path, FILLED)


def containers(project: Project) -> dict[str, list[Container]]:
    """What `up` would start."""
    return {
        service.name: [Container(project, service, n + 1) for n in range(service.scale)]
        for service in project.services.values()
    }


def undone(text: str, one: Container) -> str:
    """What stands here, back in the words of compose."""
    for place, folder in sorted(one.places.items(), key=lambda row: -len(str(row[1]))):
        text = text.replace(str(folder), place)
    sockets = str(one.project.differences.sockets).replace("/", "%2F")
    return text.replace(f"@{sockets}/", "@database/").replace(one.address, "127.0.0.1")


def said_by_compose(value: object, project: Project) -> str:
    """A value of compose with its variables filled in by hand."""
    env = reading.env_file((project.root / ".env").read_text())
    by_hand = re.sub(
        r"\$\{(\w+)(?::-([\w./]*)|:\?[^}]*)?\}", lambda m: env[m[1]] or m[2] or "", str(value)
    )
    assert "$" not in by_hand
    return by_hand


def test_each_service_of_compose_has_its_counterpart(project: Project) -> None:
    started = containers(project)
    assert set(started) == set(SAID["services"])
    for name, said in SAID["services"].items():
        assert len(started[name]) == said.get("scale", 1)
        for one in started[name]:
            assert one.image.name == said["image"]
            command = [undone(word, one) for word in one.command]
            assert command == said.get("command", one.image.command)


def test_each_has_the_environment_and_the_volumes_that_compose_says(project: Project) -> None:
    for name, (one, *_) in containers(project).items():
        said = SAID["services"][name]
        own = {key: undone(value, one) for key, value in one.environment.items()}
        for key, value in said.get("environment", {}).items():
            # in ALLOWED_HOSTS stands its own address, which is this machine's to all others
            expected = undone(said_by_compose(value, project), one)
            assert own.pop(key) == expected, f"{name}: {key}"
        assert set(own) <= {"HOME", "TMPDIR", "PGHOST"}, name  # nothing of this machine
        assert not set(own) & set(os.environ) - {"HOME", "TMPDIR", "PGHOST"}
        for place in said.get("volumes", []):
            source, target = said_by_compose(place, project).split(":")[:2]
            assert one.places[target].name == Path(source).name


def test_each_is_checked_and_waited_for_as_compose_says(project: Project) -> None:
    order = list(project.services)
    for name, said in SAID["services"].items():
        one = project.services[name]
        waits = {other: row["condition"] for other, row in said.get("depends_on", {}).items()}
        assert one.depends_on == waits
        assert all(order.index(other) < order.index(name) for other in waits)
        assert (one.healthcheck is None) == ("healthcheck" not in said)
        if one.healthcheck:
            assert ["CMD", *one.healthcheck.command] == said["healthcheck"]["test"]
        assert one.restart == said.get("restart", "no")


@pytest.mark.parametrize(
    "service",
    [
        {"image": "redis:7"},
        {"image": "kamerarchief", "network_mode": "host"},
        {"image": "kamerarchief", "volumes": ["./elders:/elders"]},
        {"image": "caddy:2", "healthcheck": {"test": ["CMD-SHELL", "true"], "retries": 1}},
    ],
    ids=["an image", "a key", "a file", "a check"],
)
def test_what_has_no_counterpart_is_told(service: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "docker-compose.yml"
    file.write_text(yaml.safe_dump({"services": {"nieuw": service}}))
    with pytest.raises(NoCounterpart):
        carry_out(file, tmp_path)


def carry_out(file: Path, folder: Path) -> None:
    for one in reading.services(file, {}).values():
        Project(folder, FILLED, file).mounts(one)
        images.image(one.image, folder / "image")


def test_a_variable_that_must_be_set_stops_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="set SECRET_KEY in"):
        reading.services(COMPOSE, {"POSTGRES_PASSWORD": "x", "ALLOWED_HOSTS": "x"})


def test_every_step_of_the_dockerfile_is_known() -> None:
    steps = images.instructions((ROOT / "Dockerfile").read_text())
    assert [word for word, _ in steps].count("FROM") == 2
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "CMD", *images.OTHERWISE}
    assert {word for word, _ in steps} <= known


def test_the_server_of_names_tells_where_a_service_is() -> None:
    names = Names("127.0.0.1", {"web": ["127.1.2.3", "127.1.2.4"]}.get)  # type: ignore[arg-type]
    asked = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03web\x00\x00\x01\x00\x01"
    told = names._answer(asked)
    assert told[:2] == asked[:2]
    assert told[6:8] == b"\x00\x02"
    assert told.endswith(b"\x00\x04\x7f\x01\x02\x04")
    names.close()
