"""The two tools that are not Python's: Lighthouse needs node, the Nu validator needs Java.

`npm ci` puts both into .venv/audit, as package-lock.json beside this says.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
from typing import Any

from tests.infra import chromium

from ..serving import ROOT

HERE = pathlib.Path(__file__).parent
FOLDER = ROOT / ".venv" / "audit"
LOCK = "package-lock.json"
#: The parts of Lighthouse, with the points that a page must have.
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 99}
#: How often the speed is measured before it counts as too low: other work on the machine slows it.
TRIES = 3


class Missing(RuntimeError):
    """A tool cannot be had; the message says why."""


def install() -> None:
    """Gets what the lock file names. Raises Missing where that cannot be."""
    for name in ("node", "npm"):
        if not shutil.which(name):
            raise Missing(f"{name} was not found; 'apt-get install nodejs npm' brings it")
    kept = FOLDER / LOCK
    if (FOLDER / "done").exists() and kept.read_bytes() == (HERE / LOCK).read_bytes():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "done").unlink(missing_ok=True)
    for name in ("package.json", LOCK):
        shutil.copy(HERE / name, FOLDER)
    wanted = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        wanted, cwd=FOLDER, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise Missing("npm ci failed: " + " ".join(done.stderr.split())[:300])
    (FOLDER / "done").touch()


def validate(pages: dict[str, pathlib.Path]) -> dict[str, list[str]]:
    """What the validator has against each page. Raises Missing where there is no Java."""
    if not shutil.which("java"):
        raise Missing("java was not found; 'apt-get install default-jre-headless' brings it")
    install()
    jar = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    names = {path.name: name for name, path in pages.items()}
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, pages.values())], capture_output=True, text=True)
    found: dict[str, list[str]] = {name: [] for name in pages}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            found[names[message["url"].rpartition("/")[2]]].append(
                f"line {message.get('lastLine')}: {message['message']}: {message.get('extract')}"
            )
    return found


def lighthouse(url: str, *, indexed: bool) -> tuple[dict[str, int], list[str]]:
    """The points of each part, 0 to 100, and the audits that cost some. Raises Missing."""
    install()
    best, faults = _lighthouse(url, indexed)
    for _ in range(TRIES - 1):
        if best["performance"] >= LEAST["performance"]:
            break
        points, others = _lighthouse(url, indexed)
        if points["performance"] > best["performance"]:
            best, faults = points, others
    return best, faults


def _lighthouse(url: str, indexed: bool) -> tuple[dict[str, int], list[str]]:
    command = [str(FOLDER / "node_modules/.bin/lighthouse"), url, "--output=json", "--quiet"]
    command += ["--chrome-flags=--headless=new --no-sandbox", "--max-wait-for-load=30000"]
    command += [f"--only-categories={','.join(LEAST)}"]
    command += [] if indexed else ["--skip-audits=is-crawlable"]
    environment = {**os.environ, "CHROME_PATH": chromium.executable()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"Lighthouse failed: {done.stderr.strip()[-300:]}")
    report = json.loads(done.stdout)
    points = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
    return points, [fault for name in LEAST if points[name] < 100 for fault in _costs(report, name)]


def _costs(report: dict[str, Any], part: str) -> list[str]:
    """The audits of a part that have weight and are not passed."""
    found = []
    for reference in report["categories"][part]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            shown = audit.get("displayValue") or _first_item(audit)
            found.append(f"{part}: {audit['id']}: {audit['title']} {shown}".strip())
    return found


def _first_item(audit: dict[str, Any]) -> str:
    items = audit.get("details", {}).get("items", [])
    return json.dumps(items[0], ensure_ascii=False)[:200] if items else ""
