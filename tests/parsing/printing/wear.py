"""What happens to a text on its way: other line ends, white space, a mark of the byte order."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Wear:
    """`end` of each line, spaces `behind` it, how many lines are blank where one was, `bom`."""

    end: str = "\n"
    behind: str = ""
    blank: int = 1
    bom: bool = False

    def on(self, text: str) -> bytes:
        text = re.sub(r"\n\n(?!\n)", "\n" * (1 + self.blank), text)
        text = text.replace("\n", self.behind + self.end)
        return ("\ufeff" * self.bom + text).encode()
