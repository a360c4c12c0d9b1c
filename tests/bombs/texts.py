"""Plain text: long lines, many of one thing, and what a greedy pattern goes over again and again."""

from __future__ import annotations

from .bomb import Bomb, each

HEAD = "Vragen van het lid Veer (Lijst) aan de Minister van Bruggen over het veer"
HEAD += " (ingezonden 1 mei 2023)\n\nVraag 1\nKent u dit bericht?\n\n"

#: what is said over and over, on one line and on many
REPEATED = {
    "spaces": " ",
    "digits": "1",
    "marks": "veer[^1] ",
    "raised": "veer\u00b9 ",
    "brackets": "(",
    "dashes": "\u2013 ",
    "hyphens": "veer-\n",
    "stars": "* ",
    "numbers": "1) ",
    "heads": "Vragen van het lid ",
    "answers": "Antwoord van Minister ",
    "see also": "Zie ook Aanhangsel Handelingen, vergaderjaar ",
    "dates": "1 mei 2023 ",
    "names": "Van der ",
    "quotes": "\u00ab",
    "dots": ". ",
    "labels": "Vraag 1, 2, 3 en ",
    "tabs": "\t",
    "addresses": "https://veer.example/",
}
MIXED = "Vraag {n}\nveer[^{n}] en \u00b2\n{n}) De Veerbode, 3 mei\nAntwoord {n}\n* zie ook\n"


def bombs() -> list[Bomb]:
    one_line = [
        each(f"text {name} on a line", "txt", _line, (words, 200_000), (words, 900_000))
        for name, words in REPEATED.items()
    ]
    many_lines = [
        each(f"text {name} on lines", "txt", _lines, (words, 19_000))
        for name, words in REPEATED.items()
    ]
    return [
        *(bomb for found in (*one_line, *many_lines) for bomb in found),
        *each("text mixed", "txt", _mixed, 500, 3_900),
        *each("text of footnotes", "txt", _footnotes, 2_000, 9_000),
        *each("markdown", "md", lambda n: b"#" * n + b"\n" + b"[a](" * n, 10_000, 200_000),
    ]


def _line(given: tuple[str, int]) -> bytes:
    words, letters = given
    return (HEAD + words * (letters // len(words))).encode()


def _lines(given: tuple[str, int]) -> bytes:
    words, count = given
    return (HEAD + (words * max(1, 40 // len(words)) + "\n") * count).encode()


def _mixed(count: int) -> bytes:
    return (HEAD + "".join(MIXED.format(n=n) for n in range(count))).encode()


def _footnotes(count: int) -> bytes:
    marks = "".join(f"veer.{n}\n" for n in range(1, count))
    return (HEAD + marks + "\n" + "".join(f"{n} De Veerbode\n" for n in range(1, count))).encode()
