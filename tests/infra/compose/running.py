"""Services as processes: at addresses of their own, as an ordinary user, watched and waited for."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.infra.serving import free_port

from . import images
from .confining import confined
from .names import Names
from .reading import NoCounterpart, Service, env_file, services

ROOT = images.ROOT
COMPOSE = ROOT / "docker-compose.yml"
#: seconds that anything may take
PATIENCE = 300.0
#: what compose waits for
CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")


@dataclass
class Differences:
    """All that is otherwise here than in containers, but for images.py; said in this one place."""

    #: a service has its port at an address of its own, not in a network of its own
    network: str
    #: where visitors come in, instead of 80 and 443
    http: int
    https: int
    #: `database` is the folder of a socket
    sockets: Path
    #: who tells the proxy where `web` is
    resolver: str = ""

    def environment(self, text: str, address: str) -> str:
        """A value or a word of a command, as it is here for what runs at this address."""
        host = str(self.sockets).replace("/", "%2F")
        text = text.replace("@database/", f"@{host}/")
        return re.sub(r"(0\.0\.0\.0|127\.0\.0\.1):8000", f"{address}:8000", text)

    def caddyfile(self, text: str) -> str:
        """The proxy's own file: other ports, another server of names, nothing of the machine."""
        ours = f"http_port {self.http}\n\thttps_port {self.https}\n\tdefault_bind 127.0.0.1"
        text = text.replace("{\n", f"{{\n\t{ours}\n\tskip_install_trust\n\tadmin off\n", 1)
        return text.replace("port 8000\n", f"port 8000\n\t\t\tresolvers {self.resolver}\n", 1)

    def port(self, said: str) -> int:
        """The port here of one that is published: '443:443'. NoCounterpart where there is none."""
        try:
            return {"80:80": self.http, "443:443": self.https, "443:443/udp": self.https}[said]
        except KeyError as error:
            raise NoCounterpart(f"port {said}") from error


class Container:
    """One process of a service, started again where compose says so."""

    def __init__(self, project: Project, service: Service, number: int) -> None:
        self.service, self.project = service, project
        self.name = f"{service.name}-{number}"
        self.address = project.next_address()
        self.log = project.root / "logs" / f"{self.name}.log"
        self.image = project.image(service.image)
        self.places = self.image.places | project.mounts(service) | {"/tmp": self._scratch()}
        self.starts, self.status = 0, None
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = threading.Event()

    def _scratch(self) -> Path:
        folder = self.project.root / "tmp" / self.name
        self.project.make_folder(folder, self.image.user)
        return folder

    def here(self, text: str) -> str:
        """The text of an image or of compose, as it is here."""
        return self.project.differences.environment(
            images.translated(text, self.places), self.address
        )

    @property
    def environment(self) -> dict[str, str]:
        """All of it: that of the image, and on top what compose says."""
        own = self.image.environment | self.service.environment
        return {name: self.here(value) for name, value in own.items()} | {
            "HOME": str(self.places["/tmp"]),
            "TMPDIR": str(self.places["/tmp"]),
            "PGHOST": str(self.project.differences.sockets),
        }

    @property
    def command(self) -> list[str]:
        return [self.here(word) for word in self.service.command or self.image.command]

    def run(self, command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
        """Another command in the same place: `docker compose exec`."""
        return subprocess.run(
            [*confined(self.image.user), *map(self.here, command)],
            env=self.environment,
            cwd=self.here(self.image.workdir),
            text=True,
            **how,
        )

    def start(self) -> None:
        self._wanted.set()
        if self.image.entrypoint:
            self.run(["sh", "-ec", self.image.entrypoint], check=True)
        self._launch()
        threading.Thread(target=self._watch, daemon=True).start()

    def _launch(self) -> None:
        self.starts += 1
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [*confined(self.image.user), *self.command],
                env=self.environment,
                cwd=self.here(self.image.workdir),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )

    def _watch(self) -> None:
        for pause in itertools.chain((0.1, 0.2, 0.4, 0.8), itertools.repeat(1.6)):
            assert self._process
            self.status = self._process.wait()
            _kill_group(self._process.pid)  # a container ends with its first process
            if not self._wanted.is_set() or self.service.restart != "unless-stopped":
                return
            time.sleep(pause)
            if not self._wanted.is_set():
                return
            self._launch()

    def kill(self) -> None:
        """Ends all its processes at once; it is started again where compose says so."""
        assert self._process
        _kill_group(self._process.pid)

    def stop(self) -> None:
        self._wanted.clear()
        process = self._process
        if not process or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.service.grace)
        _kill_group(process.pid)
        process.wait()

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def is_healthy(self) -> bool:
        """Whether its check holds at this moment."""
        check = self.service.healthcheck
        assert check
        try:
            done = self.run(check.command, capture_output=True, timeout=check.timeout)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def wait(self, condition: str) -> None:
        """Until it is what compose waits for. Raises RuntimeError where it never is."""
        if condition not in CONDITIONS:
            raise NoCounterpart(condition)
        if condition == "service_started":
            return
        met = self.is_healthy if condition == "service_healthy" else self._is_done
        until(met, f"{self.name}: {condition}")

    def _is_done(self) -> bool:
        if self.status:
            raise RuntimeError(f"{self.name} ended with status {self.status}")
        return self.status == 0


class Project:
    """What compose names, in a folder; `docker compose` in a few words."""

    def __init__(self, root: Path, variables: dict[str, str], file: Path = COMPOSE) -> None:
        self.root = root
        network = f"127.{64 + os.getpid() // 250 % 60}.{1 + os.getpid() % 250}"
        self._addresses = (f"{network}.{n}" for n in range(2, 255))
        for name in ("logs", "tmp", "images", "volumes"):
            (root / name).mkdir()
        self.differences = Differences(network, free_port(), free_port(), root / "s")
        self.make_folder(root / "s", images.postgres.owner())
        self.containers: dict[str, list[Container]] = {}
        self._images: dict[str, images.Image] = {}
        self._names = Names(f"{network}.1", self._addresses_of)
        self.differences.resolver = self._names.address
        env = self._env_file(variables)
        self.profiles = env.get("COMPOSE_PROFILES", "").split(",")
        self.services = services(file, env)

    def _env_file(self, variables: dict[str, str]) -> dict[str, str]:
        """`.env`, made of the example with these filled in.

        A check of a web process asks its own address, which is not 127.0.0.1 here.
        """
        text = (ROOT / ".env.example").read_text()
        own = ",".join(f"{self.differences.network}.{n}" for n in range(2, 40))
        text = text.replace("ALLOWED_HOSTS=localhost", f"ALLOWED_HOSTS=localhost,{own}")
        for name, value in variables.items():
            text = re.sub(rf"^#?{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
        (self.root / ".env").write_text(text)
        return env_file(text)

    def next_address(self) -> str:
        return next(self._addresses)

    def _addresses_of(self, name: str) -> list[str]:
        return [one.address for one in self.containers.get(name, []) if one.runs]

    def image(self, name: str) -> images.Image:
        if name not in self._images:
            folder = self.root / "images" / re.sub(r"\W", "-", name)
            self._images[name] = images.image(name, folder)
        return self._images[name]

    def make_folder(self, folder: Path, user: str | None) -> None:
        """A folder of this user's; of the caller's own where he is no root."""
        folder.mkdir(parents=True, exist_ok=True)
        if user and os.geteuid() == 0:
            shutil.chown(folder, int(user) if user.isdigit() else user)

    def mounts(self, service: Service) -> dict[str, Path]:
        """Where each volume is; a file of the checkout is copied, as it is here."""
        found = {}
        for target, source in service.volumes.items():
            if (ROOT / source).is_file():
                found[target] = self._file(ROOT / source)
            elif source.startswith("./") and source != "./backups":
                raise NoCounterpart(f"mount {source}")
            else:
                found[target] = self.root / "volumes" / Path(source).name
                self.make_folder(found[target], self.image(service.image).user)
        return found

    def _file(self, source: Path) -> Path:
        if source.name != "Caddyfile":
            raise NoCounterpart(f"mount {source}")
        copy = self.root / source.name
        copy.write_text(self.differences.caddyfile(source.read_text()))
        return copy

    def up(self, *names: str) -> None:
        """Starts these services, or all that no profile holds back, when what they wait for is."""
        for service in self.services.values():
            held_back = service.profiles and not set(service.profiles) & set(self.profiles)
            if (
                service.name in self.containers
                or held_back
                or (names and service.name not in names)
            ):
                continue
            for other, condition in service.depends_on.items():
                for one in self.containers[other]:
                    one.wait(condition)
            made = [Container(self, service, n + 1) for n in range(service.scale)]
            self.containers[service.name] = made
            for one in made:
                one.start()

    def down(self) -> None:
        """Stops all, those first that wait for others."""
        for name in reversed(list(self.containers)):
            for one in self.containers[name]:
                one.stop()
        self._names.close()


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def until(met: Callable[[], bool], what: str) -> None:
    """Waits for what is to come. Raises RuntimeError where it does not."""
    deadline = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > deadline:
            raise RuntimeError(f"never came: {what}")
        time.sleep(0.3)
