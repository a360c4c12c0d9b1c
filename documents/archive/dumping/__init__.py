"""The whole archive as files, as visitors may see it: one folder a dump, whole or not there.

>>> made = write(folder, table)
>>> made.manifest["sets"], made.path("kamerarchief.jsonl.gz")
"""

from .dumps import MANIFEST, SCHEMA, SUMS, Dump, is_overtaken, newest, newest_name, write

__all__ = ["MANIFEST", "SCHEMA", "SUMS", "Dump", "is_overtaken", "newest", "newest_name", "write"]
