"""What an archivist sees of a file: that it was read, or one reason why it was refused."""

from __future__ import annotations

import json
import re

from documents.parsing import ParseResult, Problem, from_dict, to_dict
from documents.parsing.problems import CODES, REFUSED

READ = "read"


def outcome(result: ParseResult) -> str:
    """READ, or the code of the refusal. Fails where the result is anything else.

    A set holds something or tells that it has no questions, comes back whole from its JSON, and
    is not refused as well; without a set there is one reason, though JSON may break several rules.
    Every message is the Dutch one of its code.
    """
    for problem in result.problems:
        assert is_of_its_code(problem), problem
    refusals = {problem.code for problem in result.problems if problem.severity == REFUSED}
    if result.set is None:
        [code] = refusals
        return code
    found = result.set
    assert refusals == set()
    told = {problem.code for problem in result.problems}
    assert found.questions or found.answers or found.notes or "questions_missing" in told
    assert from_dict(json.loads(json.dumps(to_dict(found)).encode())) == found
    return READ


def is_of_its_code(problem: Problem) -> bool:
    """Whether the weight and the message are those of the code, its details filled in."""
    severity, message = CODES[problem.code]
    pattern = ".+".join(map(re.escape, re.split(r"\{\w+\}", message)))
    problem.message.encode()
    return (
        problem.code != "parser_failed"
        and problem.severity == severity
        and re.fullmatch(pattern, problem.message, re.DOTALL) is not None
    )
