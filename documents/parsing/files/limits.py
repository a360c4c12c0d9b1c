"""The limits of files and uploads: how large they may be, and how much of them is read.

The readers, the upload form and the settings take these; README.md and deploy/Caddyfile name them,
and a test holds that they agree.
"""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

#: One raw file: bytes in all, and bytes of one that is all text.
MAX_BYTES = 50 * MEBIBYTE
MAX_TEXT_BYTES = 20 * MEBIBYTE

#: What is read of one file; the rest is cut, and told. No Aanhangsel comes near.
#: Of a text: letters and lines; of a PDF: pages and letters; of a part of a Word file: bytes.
MOST_LETTERS = 1_000_000
MOST_LINES = 20_000
MOST_PAGES = 500
MOST_CHARACTERS = 2_000_000
#: Questions of one set: none has so many, and the schema does not allow it.
MOST_QUESTIONS = 1000
LARGEST_PART = 30 * MEBIBYTE
#: Of XML, of a part of a Word or OpenDocument file, and of a web page: tags. The largest that were
#: seen have four thousand; each costs up to 50 microseconds, and all must fit in FILE_SECONDS.
MOST_ELEMENTS = 300_000
MOST_TAGS = 100_000

#: One archive of files: members, bytes unpacked, and how many times larger than packed.
MAX_MEMBERS = 100_000
MAX_TOTAL = 2048 * MEBIBYTE
MAX_RATIO = 100
#: Below this many bytes the ratio says nothing: a short text of one letter is no bomb.
RATIO_FROM = MEBIBYTE

#: One upload: bytes and files as sent; files and bytes when the archives in it are unpacked.
MAX_BODY = 200 * MEBIBYTE
MAX_SENT = 500
MAX_FILES = 1000
MAX_UNPACKED = 400 * MEBIBYTE
#: Seconds that reading one upload may take in all, by the clock; others have their turn meanwhile.
UPLOAD_SECONDS = 1800
#: Bytes of a body beyond the limit that are read, and thrown away, to be able to answer.
MAX_PASSED_OVER = 10 * MAX_BODY
#: What one file may take to be opened or parsed: seconds of the processor, seconds by the clock
#: (more, as a busy machine gives a process its turn late), and memory. A process apart does it,
#: which may die of it.
FILE_SECONDS = 10
FILE_CLOCK = 3 * FILE_SECONDS
FILE_MEMORY = 512 * MEBIBYTE

#: One form of the admin, such as that of a very long document: bytes and fields.
MAX_FORM_BYTES = 20 * MEBIBYTE
MAX_FORM_FIELDS = 20_000


def human_size(size: int) -> str:
    """A size in bytes as people read it: '50 MB', '1,5 MB'."""
    return f"{size / MEBIBYTE:.1f}".replace(".", ",").removesuffix(",0") + " MB"
