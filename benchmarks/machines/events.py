"""What happens to the machines, one after another."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from .servers import Process, Server, Site, Web

#: seconds that a machine is gone
GONE = 5.0


def events(site: Site, seconds: float) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each with what it does, one after another for so long, and at last the primary is lost."""
    ends = time.monotonic() + seconds
    yield "nothing", lambda: None
    for name, act in cycle(_events(site)):
        if time.monotonic() > ends:
            break
        yield name, act
    yield "standby promoted", partial(_lost, site)


def _events(site: Site) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is ended or paused is back when the deed returns."""
    yield "standby killed", partial(_away, site.standby)
    yield "primary paused", partial(_paused, site.primary)
    yield "primary killed", partial(_away, site.primary)
    yield "web 1 killed", partial(_away, site.webs[0])
    yield "web 2 killed", partial(_away, site.webs[1])
    for name, process in site.beside.items():
        yield f"{name} killed", partial(_away, process)


def _away(one: Process | Server) -> None:
    one.kill()
    time.sleep(GONE)
    one.start()
    if isinstance(one, Web):
        one.wait()


def _paused(server: Server) -> None:
    server.send(signal.SIGSTOP)
    time.sleep(2 * GONE)
    server.send(signal.SIGCONT)


def _lost(site: Site) -> None:
    """The primary is gone for good; its keeper takes some seconds to see it."""
    site.primary.kill()
    time.sleep(GONE)
    site.promote()
