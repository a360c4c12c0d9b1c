"""The names of files as a browser sends them: one that is too long or odd drops no upload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict, multipartparser
from django.utils.datastructures import MultiValueDict

#: Bytes that the head of one part of a form may have; Django gives a name of a thousand letters up,
#: and with it the form. A name is cut where it is kept.
multipartparser.MAX_TOTAL_HEADER_SIZE = 64 * 1024  # type: ignore[attr-defined]

#: letters of a name that are kept on its way in; its end says what it is
_LONGEST = 255


class Parser(multipartparser.MultiPartParser):
    """Django's, which passes over no file for its name."""

    def sanitize_file_name(self, file_name: str) -> str:
        """The name without folders and controls; 'naamloos' where nothing is left of it."""
        return (super().sanitize_file_name(file_name) or "naamloos")[-_LONGEST:]


def parsed(
    request: HttpRequest, META: Mapping[str, Any], post_data: Any
) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[bytes]]]:
    """What a form sent: its fields and its files; in place of `HttpRequest.parse_file_upload`."""
    return Parser(META, post_data, request.upload_handlers, request.encoding).parse()
