"""A Caddy for the tests of the proxy: the machine's own, else from apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

ADVICE = "No Caddy for the tests was found, and none could be installed ('apt-get install caddy')."


class NoCaddy(RuntimeError):
    """There is no Caddy, and none can be had."""


@cache
def executable() -> str:
    """The path of Caddy. Raises NoCaddy where none can be had."""
    path = shutil.which("caddy")
    if not path and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "caddy"]):
            command = ["apt-get", *words]
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        path = shutil.which("caddy")
    if not path:
        raise NoCaddy(ADVICE)
    return path
