"""docker-compose.yml and an `.env` as Compose reads them: anchors merged, variables filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

#: what a service may say, and what is made of it here; anything else has no counterpart
KEYS = {
    "image": "images.py makes it of the machine's own programs",
    "build": "images.py carries out the Dockerfile",
    "command": "the process, in place of the image's own",
    "environment": "the whole environment, with that of the image",
    "volumes": "folders below `volumes`; a file of the checkout is copied",
    "depends_on": "what is waited for",
    "healthcheck": "asked until it holds, and at the end",
    "profiles": "started only where COMPOSE_PROFILES names one",
    "scale": "so many processes, each at an address of its own",
    "restart": "started again when it ended, where it says so",
    "stop_grace_period": "so long it may take to end",
    "ports": "high ports on 127.0.0.1",
    "tmpfs": "an empty folder that TMPDIR names",
    "read_only": "files of the image are another user's; they are compared at the end",
    "cap_drop": "setpriv leaves no capability",
    "cap_add": "not needed: the ports are high ones",
    "security_opt": "setpriv --no-new-privs",
    "init": "signals go to the process itself",
    "shm_size": "the machine's own /dev/shm",
}
_VARIABLE = re.compile(r"\$\{([A-Z_]+)(?:(:[-?])([^}]*))?\}")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


class NoCounterpart(ValueError):
    """Compose says something that is not carried out here."""


@dataclass(frozen=True)
class Healthcheck:
    """A command, and the seconds and numbers that go with it."""

    command: list[str]
    interval: float
    timeout: float
    retries: int
    start_period: float = 0.0
    start_interval: float = 5.0


@dataclass(frozen=True)
class Service:
    """One service; `volumes` has what is mounted at each place, `depends_on` a condition each."""

    name: str
    image: str
    command: list[str] | None = None
    environment: dict[str, str] = field(default_factory=dict)
    volumes: dict[str, str] = field(default_factory=dict)
    depends_on: dict[str, str] = field(default_factory=dict)
    healthcheck: Healthcheck | None = None
    profiles: list[str] = field(default_factory=list)
    scale: int = 1
    restart: str = "no"
    #: seconds that it has to end when it is told to
    grace: float = 10.0
    ports: list[str] = field(default_factory=list)


def services(compose: Path, variables: dict[str, str]) -> dict[str, Service]:
    """The services by name, in the order in which they can start.

    Raises NoCounterpart for what is not carried out here, and ValueError for a variable that must
    be set and is not.
    """
    read = filled(yaml.safe_load(compose.read_text()), variables)
    made = {name: _service(name, said) for name, said in read["services"].items()}
    order: dict[str, Service] = {}
    while len(order) < len(made):
        ready = [s for n, s in made.items() if n not in order and set(s.depends_on) <= set(order)]
        if not ready:
            raise ValueError("services wait for each other")
        order.update({one.name: one for one in ready})
    return order


def env_file(text: str) -> dict[str, str]:
    """The variables of an `.env`."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))


def filled(read: Any, variables: dict[str, str]) -> Any:
    """The same with each `${NAME}` replaced, wherever it stands."""
    if isinstance(read, dict):
        return {name: filled(value, variables) for name, value in read.items()}
    if isinstance(read, list):
        return [filled(value, variables) for value in read]
    if isinstance(read, str):
        return _VARIABLE.sub(lambda found: _value(found, variables), read)
    return read


def _value(found: re.Match[str], variables: dict[str, str]) -> str:
    name, how, other = found.groups()
    value = variables.get(name, "")
    if value or how is None:
        return value
    if how == ":?":
        raise ValueError(f"{name}: {other}")
    return str(other)


def _service(name: str, said: dict[str, Any]) -> Service:
    if unknown := set(said) - set(KEYS):
        raise NoCounterpart(f"{name}: {', '.join(sorted(unknown))}")
    waits = said.get("depends_on", {})
    return Service(
        name=name,
        image=said["image"],
        command=said.get("command"),
        environment={k: str(v) for k, v in said.get("environment", {}).items()},
        volumes=dict(_mount(one) for one in said.get("volumes", [])),
        depends_on={other: one["condition"] for other, one in waits.items()},
        healthcheck=_healthcheck(said["healthcheck"]) if "healthcheck" in said else None,
        profiles=said.get("profiles", []),
        scale=int(said.get("scale", 1)),
        restart=said.get("restart", "no"),
        grace=_span(said.get("stop_grace_period", "10s")),
        ports=said.get("ports", []),
    )


def _mount(said: str) -> tuple[str, str]:
    source, target, *_ = said.split(":")
    return target, source


def _healthcheck(said: dict[str, Any]) -> Healthcheck:
    kind, *command = said["test"]
    if kind != "CMD":
        raise NoCounterpart(f"healthcheck: {kind}")
    spans = ("interval", "timeout", "start_period", "start_interval")
    seconds = {name: _span(said[name]) for name in spans if name in said}
    return Healthcheck(command, retries=said["retries"], **seconds)


def _span(said: str) -> float:
    return int(said[:-1]) * _SECONDS[said[-1]]
