"""The two headers of a set: who asks whom about what, and who answers when.

'Vragen van de leden A (X) en B (Y) aan de Minister van Z over ... (ingezonden 9 september 2022)'
'Antwoord van Minister H (Z), mede namens ... (ontvangen 8 november 2022). Zie ook Aanhangsel ...'

Sources of forty years are read: with and without 'het lid', lower case, brackets missing or twice.
"""

from __future__ import annotations

from .answerers import read_answerers
from .answers import AnswerHeader, is_answer_header, read_answer_header
from .askers import family_name
from .common import CASE_NUMBER, case_in
from .ministries import in_full, is_ministry
from .offices import read_addressees
from .questions import (
    QuestionHeader,
    is_bare_header,
    is_question_header,
    read_question_header,
)
from .references import read_see_also

__all__ = [
    "CASE_NUMBER",
    "AnswerHeader",
    "QuestionHeader",
    "case_in",
    "family_name",
    "in_full",
    "is_answer_header",
    "is_bare_header",
    "is_ministry",
    "is_question_header",
    "read_addressees",
    "read_answer_header",
    "read_answerers",
    "read_question_header",
    "read_see_also",
]
