"""Makes question sets at random: fictional people, and texts of every build that the print has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from documents.parsing import (
    Addressee,
    Answer,
    Answerer,
    Asker,
    Footnote,
    Note,
    Question,
    QuestionSet,
    SeeAlso,
)
from documents.parsing.questionset import Kind, NoteKind, marks

from . import vocabulary as words

Labels = tuple[str, str, str]
Fields = dict[str, object]
#: where a footnote is cited, until its number is known
CITED = "[^]"


@dataclass(frozen=True)
class Made:
    """A set, the groups of its questions that stand below one label, and how labels are put."""

    set: QuestionSet
    joint: tuple[tuple[int, ...], ...] = ()
    labels: Labels = words.LABELS[0]

    def label_of(self, number: int) -> tuple[int, ...]:
        """The numbers on the label above a question."""
        return next((group for group in self.joint if number in group), (number,))


@dataclass(frozen=True)
class Build:
    """What a set may have: lists (also `numbered` ones), tables, footnotes, labels above several
    questions, and how many paragraphs in an answer."""

    lists: bool = True
    numbered: bool = False
    tables: bool = True
    notes: bool = True
    joint: bool = True
    labels: bool = True
    paragraphs: int = 3


@st.composite
def sentence(draw: st.DrawFn, templates: list[str], cited: bool) -> str:
    """A sentence; where `cited`, a footnote is now and then cited at its end or behind a word."""
    template = draw(st.sampled_from(templates))
    text = template.format(
        thing=draw(st.sampled_from(words.THINGS)),
        other=draw(st.sampled_from(words.THINGS)),
        place=draw(st.sampled_from(words.PLACES)),
        figure=draw(st.sampled_from(words.FIGURES)),
    )
    return draw(with_mark(text)) if cited and draw(st.integers(0, 4)) == 4 else text


@st.composite
def with_mark(draw: st.DrawFn, text: str) -> str:
    """The sentence with one footnote cited: at its end, before its stop, or behind a word."""
    where = draw(st.sampled_from(["end", "end", "before", "word"]))
    if where == "end" or text[-2].isdigit():
        return text + CITED
    if where == "before":
        return text[:-1] + CITED + text[-1]
    found = [word.end() for word in re.finditer(r"[a-zé]{4,}»?(?= [a-z])", text)]
    # within brackets '2)' would close them
    place = draw(st.sampled_from([end for end in found if "(" not in text[:end]]))
    return text[:place] + CITED + text[place:]


@st.composite
def paragraph(draw: st.DrawFn, templates: list[str], most: int, build: Build) -> str:
    count = draw(st.integers(1, most))
    cited = [build.notes] * count
    return " ".join([draw(sentence(templates, one)) for one in cited])


@st.composite
def listed(draw: st.DrawFn, build: Build) -> str:
    """A list, the paragraph that leads it in above it."""
    items = draw(st.lists(st.sampled_from(words.ITEMS), min_size=2, max_size=4, unique=True))
    signs = draw(st.sampled_from(["–––––", "1234", "abcd"] if build.numbered else ["–––––"]))
    stop = "" if signs[0] == "–" else "."
    rows = [f"{sign}{stop} {item};" for sign, item in zip(signs, items, strict=False)]
    return draw(st.sampled_from(words.LEADS)) + "\n\n" + "\n".join(rows)[:-1] + "."


@st.composite
def table(draw: st.DrawFn) -> str:
    columns = draw(st.integers(2, 4))
    rows = draw(st.integers(1, 3))
    head = ["Plaats", "Aantal", "Aandeel", "Jaar"][:columns]
    cells = [
        [words.PLACES[row], *(str(draw(st.integers(1, 999))) for _ in head[1:])]
        for row in range(rows)
    ]
    return "Het overzicht volgt hieronder.\n\n" + "\n".join("\t".join(r) for r in [head, *cells])


@st.composite
def answer_text(draw: st.DrawFn, build: Build) -> str:
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(words.SHORT))
    blocks = [
        draw(paragraph(words.ANSWERS, 4, build))
        for _ in range(draw(st.integers(1, build.paragraphs)))
    ]
    beside = draw(st.integers(0, 7))
    if beside == 7 and build.tables:
        blocks.append(draw(table()))
    if beside == 6 and build.lists:
        blocks.append(draw(listed(build)))
    return "\n\n".join(blocks)


@st.composite
def question_text(draw: st.DrawFn, build: Build, alone: bool) -> str:
    """A question; one paragraph where it stands below a joint label."""
    text: str = draw(paragraph(words.QUESTIONS, 3, build))
    if alone and build.paragraphs > 1 and draw(st.integers(0, 9)) == 9:
        text = draw(st.sampled_from(words.OPENINGS)) + "\n\n" + text
    return text


@st.composite
def groups(draw: st.DrawFn, count: int) -> list[tuple[int, ...]]:
    """The numbers 1 to `count` in runs that are answered together."""
    found, number = [], 1
    while number <= count:
        size = min(draw(st.sampled_from([1, 1, 1, 1, 2, 3])), count - number + 1)
        found.append(tuple(range(number, number + size)))
        number += size
    return found


@st.composite
def members(draw: st.DrawFn) -> tuple[Asker, ...]:
    names = draw(st.lists(st.sampled_from(words.MEMBERS), min_size=1, max_size=4, unique=True))
    if draw(st.booleans()):
        party = draw(st.sampled_from(words.PARTIES))
        return tuple(Asker(name, party) for name in names)
    return tuple(Asker(name, draw(st.sampled_from(words.PARTIES))) for name in names)


@st.composite
def offices(draw: st.DrawFn) -> tuple[Addressee, ...]:
    """One to three offices, those of one role together, as they are printed."""
    found = draw(st.lists(st.sampled_from(words.OFFICES), min_size=1, max_size=3, unique=True))
    return tuple(Addressee(*office) for office in sorted(found))


@st.composite
def answering(draw: st.DrawFn, asked: tuple[Addressee, ...]) -> tuple[Answerer, ...]:
    """Who answers: some by name, others in whose name."""
    by_name = draw(st.integers(1, len(asked)))
    names = draw(
        st.lists(st.sampled_from(words.MINISTERS), min_size=by_name, max_size=by_name, unique=True)
    )
    own = [Answerer(n, a.role, a.portfolio) for n, a in zip(names, asked, strict=False)]
    others = [Answerer(None, a.role, a.portfolio, True) for a in asked[by_name:]]
    return (*own, *others)


@st.composite
def days(draw: st.DrawFn) -> tuple[date, date]:
    submitted = date(2019, 9, 3) + timedelta(draw(st.integers(0, 200)))
    return submitted, submitted + timedelta(draw(st.integers(5, 90)))


def numbered(texts: list[str], sources: list[str]) -> tuple[list[str], list[Footnote]]:
    """Numbers the footnotes that texts cite, in the order of the texts."""
    notes: list[Footnote] = []

    def number(_: re.Match[str]) -> str:
        notes.append(Footnote(len(notes) + 1, sources[len(notes) % len(sources)]))
        return f"[^{len(notes)}]"

    return [re.sub(re.escape(CITED), number, text) for text in texts], notes


def in_print(runs: list[tuple[int, ...]]) -> list[tuple[str, tuple[int, ...]]]:
    """The texts in the order of print: the questions of a run, and then their answer."""
    order: list[tuple[str, tuple[int, ...]]] = []
    for run in runs:
        order += [("question", (number,)) for number in run] + [("answer", run)]
    return order


@st.composite
def header(draw: st.DrawFn, kind: Kind) -> Fields:
    asked, (submitted, received) = draw(offices()), draw(days())
    number = draw(st.integers(1, 4000))
    fields: Fields = {
        "kind": kind,
        "session_year": "2019-2020",
        "case_number": f"{submitted.year}Z{number + 10000:05}",
        "submitted": submitted,
        "title": draw(st.sampled_from(words.TITLES)),
        "askers": draw(members()),
        "addressees": asked,
    }
    if kind == Kind.QUESTION:
        return fields | {"identifier": f"kv-tk-{fields['case_number']}"}
    also = draw(st.lists(st.integers(1, 4000), max_size=1))
    return fields | {
        "identifier": f"ah-tk-20192020-{number}",
        "number": number,
        "answered": received,
        "answerers": draw(answering(asked)),
        "see_also": tuple(SeeAlso("2019-2020", one) for one in also if one != number),
    }


@st.composite
def bodies(draw: st.DrawFn, kind: Kind, build: Build) -> tuple[Fields, list[tuple[int, ...]]]:
    """Questions, answers and footnotes; and the runs of questions that stand below one label."""
    runs = draw(groups(draw(st.integers(1, 12))))
    may = build.joint and kind == Kind.ANSWER
    joint = [run for run in runs if len(run) > 1 and may and draw(st.booleans())]
    order = [one for one in in_print(runs) if kind == Kind.ANSWER or one[0] == "question"]
    texts = [
        draw(answer_text(build))
        if what == "answer"
        else draw(question_text(build, not any(n[0] in run for run in joint)))
        for what, n in order
    ]
    texts, notes = numbered(texts, draw(st.permutations(words.SOURCES)))
    rows = list(zip(order, texts, strict=True))
    fields: Fields = {
        "questions": tuple(Question(n[0], t, marks(t)) for (w, n), t in rows if w == "question"),
        "answers": tuple(Answer(n, t, marks(t)) for (w, n), t in rows if w == "answer"),
        "footnotes": tuple(notes),
    }
    return fields, joint


@st.composite
def sets(draw: st.DrawFn, build: Build, kinds: tuple[Kind, ...] = tuple(Kind)) -> Made:
    """A set of one of the kinds; a postponement has its notice, questions now and then more."""
    kind = draw(st.sampled_from(kinds))
    head = draw(header(kind))
    body, joint = draw(bodies(kind, build))
    notes: tuple[Note, ...] = ()
    if kind == Kind.POSTPONEMENT:
        notes = (Note(NoteKind.NOTICE, draw(st.sampled_from(words.NOTICES))),)
    elif kind == Kind.QUESTION and draw(st.booleans()):
        notes = (Note(NoteKind.EXPLANATION, draw(st.sampled_from(words.EXPLANATIONS))),)
    labels = draw(st.sampled_from(words.LABELS if build.labels else words.LABELS[:1]))
    found = QuestionSet(**head, **body, notes=notes)  # type: ignore[arg-type]
    return Made(found, tuple(joint), labels)
