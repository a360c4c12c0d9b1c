"""Parts of the packages that Word and OpenDocument write: ZIPs of XML, each part bounded."""

from __future__ import annotations

import zipfile
import zlib

from lxml import etree

from ..files.limits import LARGEST_PART, MOST_ELEMENTS
from ..problems import Problem, Unreadable

#: What the libraries raise for a package that is damaged.
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, OSError, RuntimeError),
    *(EOFError, NotImplementedError),
)


def part(package: zipfile.ZipFile, name: str) -> etree._Element:
    """The root element of one part. Raises Unreadable where it is too large or has a DTD."""
    if package.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(Problem.of("unreadable", detail="een onderdeel is te groot"))
    data = package.read(name)
    if data.count(b"<") > MOST_ELEMENTS:
        raise Unreadable(Problem.of("unreadable", detail="een onderdeel is te groot"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        # neither writes one; what stands for an entity would be lost
        raise Unreadable(Problem.of("forbidden_xml"))
    return root
