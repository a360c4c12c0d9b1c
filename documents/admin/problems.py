"""What the codes of problems mean, as lists of the admin say it."""

from __future__ import annotations

import re

from ..parsing import CODES

#: a placeholder in the message of a problem
_DETAIL = re.compile(r"\{\w+\}")


def described(code: str) -> str:
    """The message of a problem without its details."""
    message = CODES[code][1] if code in CODES else code
    return _DETAIL.sub("…", message)
