"""The page of the editor: shows the form, and does what its buttons say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from ...archive.decisions.corrections import Overtaken
from ...archive.layers.labels import label
from ...archive.layers.paths import Difference, differences
from ...archive.layers.reading import problem_key
from ...parsing import Problem
from ...parsing.checks import UNREADABLE
from . import moves, overtaking, shown
from .desks import Desk, DocumentDesk, Unstorable
from .doubts import Doubt
from .moves import Outcome
from .places import called
from .setform import SetForm
from .shown import Beside
from .suggestions import suggestions
from .typed import Typed

#: what a form that was sent in vain is answered with
BROKEN, OVERTAKEN, UNFIT = 400, 409, 422
_DECISION = re.compile(r"(undo|confirm) ([0-9]{1,15})")
_LONGEST_REASON = 200
#: changed fields that the message names
_MOST_TOLD = 8


@dataclass
class Page:
    """One look at the form: what stands in it, and what is said about it."""

    desk: Desk
    form: SetForm
    why: str = ""
    seen: str = ""
    base: str = ""
    settled: set[str] = field(default_factory=set)
    told: str = ""
    place: str = ""
    faults: list[Doubt] = field(default_factory=list)
    warnings: list[Doubt] = field(default_factory=list)
    #: what another changed meanwhile, and what he made of the fields that say something else
    changes: list[Difference] = field(default_factory=list)
    theirs: dict[str, str] = field(default_factory=dict)
    status: int = 200

    def context(self) -> dict[str, Any]:
        """All that the template shows."""
        now, typed, desk = self.desk.before, self.form.typed, self.desk
        beside = self._beside()
        corrections = shown.shown_corrections(desk.corrections, now)
        problems = [(problem_key(problem), problem) for problem in desk.problems]
        return {
            "title": f"Corrigeren: {desk.title[:80]}",
            "page": self,
            "header": shown.shown_header(self.form, beside),
            "sections": shown.shown_sections(self.form, beside, self.place),
            "problems": shown.shown_problems(problems, now),
            "doubted": [c for c in corrections if c.row.doubt],
            "corrections": corrections,
            "faults": [(called(doubt.place, typed), doubt) for doubt in self.faults],
            "warnings": [(called(doubt.place, typed), doubt) for doubt in self.warnings],
            "changes": [shown.shown_change(change, now) for change in self.changes],
            "overrule": "|".join(doubt.key for doubt in self.warnings),
            "suggestions": suggestions,
        }

    def _beside(self) -> Beside:
        beside = Beside()
        beside.say(self.faults, beside.faults)
        beside.say(self.warnings, beside.warnings)
        rows = self.desk.corrections
        shown.note_corrections(rows, self.form.typed, self.desk.before, beside.notes)
        for id, text in self.theirs.items():
            beside.notes[id].append(f"intussen door een ander gewijzigd in: {text or '(leeg)'}")
        return beside


def opened(desk: Desk) -> Page:
    """The form as it is opened."""
    return Page(
        desk,
        SetForm(Typed.of(desk.before), desk.before),
        seen=desk.state,
        base=overtaking.carried(desk.before),
    )


def respond(request: HttpRequest, desk: Desk) -> Page | str:
    """Does what a form that was sent says: a page to show, or where it was done, which button."""
    post = request.POST
    page = Page(
        desk,
        SetForm(Typed.posted(post), desk.before),
        why=" ".join(post.get("why", "").split()),
        seen=post.get("seen", ""),
        base=post.get("base", ""),
        settled=set(post.getlist("settled")),
    )
    do = post.get("do", "save")
    if not page.seen or not page.form.typed.header["kind"]:
        return _broken(page, "Het formulier kwam niet heel aan. Er is niets opgeslagen.")
    if moves.is_move(do):
        return _moved(page, do)
    if page.seen != desk.state:
        return _overtaken(page)
    if match := _DECISION.fullmatch(do):
        return _decided(request, page, match[1], int(match[2])) or "continue"
    if do in ("save", "continue"):
        return _saved(request, page) or do
    return _broken(page, "Deze knop bestaat niet. Er is niets opgeslagen.")


def _broken(page: Page, message: str) -> Page:
    page.told, page.status = message, BROKEN
    return page


def _moved(page: Page, do: str) -> Page:
    """The form with a part moved, joined, split, added or taken away; nothing is stored."""
    try:
        outcome: Outcome = moves.move(page.form.typed, do)
    except ValueError:
        return _broken(page, "Dit deel staat niet in het formulier. Er is niets opgeslagen.")
    page.form = SetForm(page.form.typed, page.desk.before)
    page.place = outcome.place
    if outcome.fault:
        page.faults = [Doubt("move", "", outcome.place, outcome.fault)]
        page.status = UNFIT
    return page


def _overtaken(page: Page) -> Page:
    """The form again, with what was typed, and beside it what another changed."""
    desk, typed = page.desk, page.form.typed
    if base := overtaking.base_of(page.base):
        overtaking.follow(typed, base, desk.before)
        page.changes = differences(base, desk.before)
        page.theirs = overtaking.beside(typed, base, desk.before)
    page.form = SetForm(typed, desk.before)
    page.told = (
        "Dit is gewijzigd nadat u het opende"
        + (f" ({told})" if (told := desk.last_change()) else "")
        + ". Er is niets opgeslagen. Wat u typte staat er nog; wat u niet aanraakte, is "
        "bijgewerkt. Kijk het na en sla opnieuw op."
    )
    page.seen, page.base = desk.state, overtaking.carried(desk.before)
    page.status = OVERTAKEN
    return page


def _decided(request: HttpRequest, page: Page, verb: str, pk: int) -> Page | None:
    """Takes back or keeps one correction; None where that was done."""
    if page.form.typed.fields() != Typed.of(page.desk.before).fields():
        page.told = (
            "U hebt wijzigingen die nog niet zijn opgeslagen. Sla die eerst op; dan kan een "
            "correctie worden teruggedraaid of bevestigd."
        )
    elif not isinstance(page.desk, DocumentDesk):
        return _broken(page, "Deze knop bestaat niet. Er is niets opgeslagen.")
    else:
        try:
            path = page.desk.decide(verb, pk)
        except Unstorable as error:
            page.told = str(error)
        else:
            deed = "teruggedraaid" if verb == "undo" else "bevestigd"
            messages.success(request, f"Correctie {deed}: {label(path, page.desk.before)}.")
            return None
    page.status = UNFIT
    return page


def _saved(request: HttpRequest, page: Page) -> Page | None:
    """Stores what was typed; None where that was done, else the form with what is wrong."""
    typed, desk = page.form.typed, page.desk
    typed.leave_out_blanks()
    page.form = SetForm(typed, desk.before, checked=True)
    page.faults = _faults(page)
    overruled = set(request.POST.get("overrule", "").split("|"))
    page.warnings = page.form.warnings
    if page.faults or any(doubt.key not in overruled for doubt in page.warnings):
        page.status = UNFIT
        return page
    settled = [problem for problem in desk.problems if problem_key(problem) in page.settled]
    try:
        changes = _store(page, settled)
    except Overtaken:
        desk.reload()
        return _overtaken(page)
    except Unstorable as error:
        page.told, page.status = str(error), UNFIT
        return page
    _tell(request, page, changes)
    return None


def _faults(page: Page) -> list[Doubt]:
    found = list(page.form.faults)
    if page.form.wanted is not None:
        found += page.desk.faults(page.form.wanted)
    if len(page.why) > _LONGEST_REASON:
        found.append(
            Doubt("field", "", "why", f"Een reden heeft ten hoogste {_LONGEST_REASON} tekens.")
        )
    if bad := UNREADABLE.search(page.why):
        found.append(
            Doubt("field", "", "why", f"Haal het onzichtbare teken (U+{ord(bad[0]):04X}) weg.")
        )
    return found


def _store(page: Page, settled: list[Problem]) -> list[Difference]:
    assert page.form.wanted is not None  # noqa: S101 - no faults, so there is a set
    return page.desk.store(page.form.wanted, why=page.why, settled=settled, seen=page.seen)


def _tell(request: HttpRequest, page: Page, changes: list[Difference]) -> None:
    names = dict.fromkeys(label(change.path, page.desk.before) for change in changes)
    if names:
        shown_names = list(names)[:_MOST_TOLD]
        more = f" en nog {len(names) - _MOST_TOLD}" if len(names) > _MOST_TOLD else ""
        messages.success(request, f"Opgeslagen: {'; '.join(shown_names)}{more}.")
    else:
        messages.info(request, "Er was niets te bewaren: alles stond er al zo.")
