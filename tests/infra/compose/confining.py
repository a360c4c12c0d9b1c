"""What a process may: no more than in a container."""

from __future__ import annotations

import os
import pwd


def confined(user: str | None) -> list[str]:
    """What comes before a command, so that it runs as this user, without any right beyond it.

    Who is no root himself runs it as himself.
    """
    if os.geteuid() != 0:
        return ["setpriv", "--no-new-privs"]
    assert user
    if user.isdigit():
        who = ["--reuid", user, "--regid", user, "--clear-groups"]
    else:
        who = ["--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--init-groups"]
    return ["setpriv", *who, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
