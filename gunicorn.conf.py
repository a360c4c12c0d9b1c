"""How gunicorn serves: threads in a few processes, with sizes from the environment."""

import os
import resource
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from kamerarchief import memory, together
from kamerarchief.environment import flag, number, text
from kamerarchief.fair import debts  # noqa: F401 - made before the fork, the processes share them

wsgi_app = "kamerarchief.wsgi"
worker_class = "kamerarchief.worker.Worker"
try:
    bind = text("BIND", f"127.0.0.1:{number('PORT', 8000)}")
    workers = number("WEB_CONCURRENCY", 2)
    threads = number("WEB_THREADS", 2)
    timeout = number("WEB_TIMEOUT", 60)  # seconds; parsers read a large upload meanwhile
    accesslog = "-" if flag("ACCESS_LOG", False) else None
except ImproperlyConfigured as error:
    sys.exit(f"gunicorn: {error}")
graceful_timeout = 20
# A process is renewed now and then, and not all at once: memory that it holds on to comes back. One
# that grew by much is renewed before (kamerarchief/memory.py).
max_requests, max_requests_jitter = 10_000, 2_500
keepalive = 0  # kept connections pile up at one worker while another has nothing to do
limit_request_line = 8190  # room for the longest query, each of its letters in twelve
loglevel = "warning"
control_socket_disable = True
if os.access("/dev/shm", os.W_OK):  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - a busy disk must not make a worker look dead
# No preload_app: connections and open indexes must not be shared over a fork.


if text("LOG_FORMAT", "line") == "json":
    access_log_format = '%(h)s "%(r)s" %(s)s %(B)s %(L)s %({x-request-id}o)s'
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "kamerarchief.watching.logs.Json"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
            "stdout": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stdout",
            },
        },
        "root": {"handlers": [], "level": "WARNING"},
        "loggers": {
            "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "gunicorn.access": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
        },
    }


def on_starting(server: Any) -> None:
    """Makes the folder that the processes share, and room for connections."""
    together.begin(globals().get("worker_tmp_dir"))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    memory.spare()


def on_exit(server: Any) -> None:
    together.end()


def when_ready(server: Any) -> None:
    """Tells where the site is, once it answers."""
    print(f"Kamerarchief draait op http://{bind}/ (stoppen: Ctrl-C)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Reads the index in the worker, not before the fork: open files must not be shared."""
    from documents import faults
    from documents.search import warm_up
    from documents.views.fresh.version import release
    from documents.views.search.names import names

    release()  # now: later there may be the files of another one on the disk
    try:
        worker.tmp.notify()  # on a busy machine each may take as long as one request may
        names()
        worker.tmp.notify()
        warm_up()
    except Exception as error:  # the site must start also while the database is away
        told = faults.away(error)
        words = "the worker could not get ready for searching: %s"
        worker.log.error(words, told or error, exc_info=not told)
    worker.begin_to_watch_memory()
