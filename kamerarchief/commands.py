"""The command line in Dutch: what argparse and Django say, and how a command ends early."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands

from documents import faults

#: as a shell says that Ctrl-C, and a reader that went away, ended it
INTERRUPTED, UNREAD = 130, 141
#: what argparse says → the same in Dutch
WORDS = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "positional arguments": "argumenten",
    "show this help message and exit": "toon deze uitleg",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "dit ontbreekt: %s",
    "one of the arguments %s is required": "een van deze is nodig: %s",
    "not allowed with argument %s": "kan niet samen met %s",
    "unrecognized arguments: %s": "niet herkend: %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan meer betekenen: %(matches)s"
    ),
    "ignored explicit argument %r": "er hoort geen waarde bij: %r",
    "expected one argument": "er hoort een waarde bij",
    "expected at most one argument": "er hoort hoogstens een waarde bij",
    "expected at least one argument": "er hoort ten minste een waarde bij",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r kan niet; kies uit %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r is geen goede waarde (%(type)s)",
    "can't open '%(filename)s': %(error)s": "%(filename)s is niet te openen (%(error)s)",
}


def main(words: list[str]) -> None:
    """Runs a command; what is wrong with settings, disk or database is told in one line."""
    in_dutch()
    try:
        _refuse_unknown(words)
        execute_from_command_line(words)
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        _end(error)
        raise


def _end(error: Exception) -> None:
    """Ends with what is told of a fault of disk or database; does nothing with one of ours."""
    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads the rest
        sys.exit(UNREAD)
    if told := faults.told(error):
        sys.exit(f"manage.py: {told}")


def _refuse_unknown(words: list[str]) -> None:
    """Ends where the first word is no command."""
    name = words[1] if len(words) > 1 else "help"
    django.setup()  # before it there are Django's own commands alone
    known = {*get_commands(), "help"}
    if name in known | {"-h", "--help", "--version"}:
        return
    close = get_close_matches(name, known, n=1)
    meant = f"; bedoelt u {close[0]}?" if close else "; manage.py help noemt alle."
    sys.exit(f"manage.py: de opdracht {name} is er niet{meant}")


def in_dutch() -> None:
    """Lets argparse speak Dutch: it looks up its words where the module has `_` and `ngettext`."""
    one: Callable[[str], str] = lambda text: WORDS.get(text, text)  # noqa: E731
    module: Any = argparse
    module._ = one
    module.ngettext = lambda single, plural, count: one(single if count == 1 else plural)
