"""How gunicorn serves: threads in a few processes, with sizes from the environment."""

import os
from typing import Any

from kamerarchief.environment import flag, number, text

wsgi_app = "kamerarchief.wsgi"
bind = text("BIND", f"127.0.0.1:{number('PORT', 8000)}")
worker_class = "gthread"
workers = number("WEB_CONCURRENCY", 2)
threads = number("WEB_THREADS", 4)
timeout = number("WEB_TIMEOUT", 60)  # seconds; a large upload is read by the parsers meanwhile
graceful_timeout = 20
keepalive = 5
accesslog = "-" if flag("ACCESS_LOG", False) else None
loglevel = "warning"
control_socket_disable = True
if os.access("/dev/shm", os.W_OK):  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - a busy disk must not make a worker look dead
# No preload_app: connections and open indexes must not be shared over a fork.


def when_ready(server: Any) -> None:
    """Tells where the site is, once it answers."""
    print(f"Kamerarchief draait op http://{bind}/ (stoppen: Ctrl-C)", flush=True)
