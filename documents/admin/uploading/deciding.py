"""Carries out what an archivist decides on files of an upload, and tells what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ...archive import sources, uploads
from ...archive.changes import Change
from .bench import Bench

DISK_FULL = "De schijf van het archief is vol"
NOTHING_KEPT = f"{DISK_FULL}; er is niets bewaard."


class Refused(Exception):
    """What was asked cannot be done: the message in Dutch, and the status of the answer."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def decide(request: HttpRequest, bench: Bench, decision: str, files: Sequence[int]) -> None:
    """Does to these files what was decided. Raises Refused, and PermissionDenied."""
    deed = DEEDS.get(decision)
    if deed is None:
        raise Refused("Kies een van de knoppen.")
    if not (bench.may_publish if decision == "publish" else bench.may_handle):
        raise PermissionDenied
    if not files:
        raise Refused("Vink eerst een of meer bestanden aan.")
    try:
        deed(request, files)
    except uploads.StoppedByFullDisk as error:
        _tell_published(request, error.outcomes)
        raise Refused(f"{DISK_FULL}; de andere bestanden wachten nog.", 507) from error
    except Exception as error:
        if sources.is_full(error):
            raise Refused(f"{DISK_FULL}; er is niets gewijzigd.", 507) from error
        raise


def _by(request: HttpRequest) -> str:
    return request.user.get_username()


def _publish(request: HttpRequest, files: Sequence[int]) -> None:
    despite = request.POST.get("toch") == "ja"
    outcomes = uploads.publish(files, by=_by(request), despite_losses=despite)
    _tell_published(request, outcomes)


def _tell_published(request: HttpRequest, outcomes: Counter[Change]) -> None:
    failed, held = outcomes.pop(Change.FAILED, 0), outcomes.pop(Change.HELD, 0)
    counts = [f"{outcomes[change]} {change.counted}" for change in Change if outcomes[change]]
    if counts:
        messages.success(request, f"Publiceren is klaar: {', '.join(counts)}.")
    if held:
        messages.warning(
            request,
            f"Niet gepubliceerd: {held}, want het document verliest er iets door. "
            "Vink ‘Toch publiceren’ aan als dat de bedoeling is.",
        )
    if failed:
        messages.error(
            request, f"Mislukt: {failed}. De reden staat bij het bestand; het wacht nog."
        )


def _cancel(request: HttpRequest, files: Sequence[int]) -> None:
    _tell_number(request, "Geannuleerd", uploads.cancel(files, by=_by(request)))


def _reopen(request: HttpRequest, files: Sequence[int]) -> None:
    _tell_number(request, "Wacht weer", uploads.reopen(files, by=_by(request)))


def _prefer(request: HttpRequest, files: Sequence[int]) -> None:
    if sum(map(uploads.prefer, files)):
        messages.success(request, "Dit bestand wordt de geldige bron van zijn document.")
    else:
        messages.warning(request, "Niets gewijzigd: dit bestand wacht niet meer.")


def _tell_number(request: HttpRequest, what: str, number: int) -> None:
    if number:
        messages.success(request, f"{what}: {number}.")
    else:
        messages.warning(request, "Niets gewijzigd: een ander heeft dit al gedaan.")


DEEDS: dict[str, Callable[[HttpRequest, Sequence[int]], None]] = {
    "publish": _publish,
    "cancel": _cancel,
    "reopen": _reopen,
    "prefer": _prefer,
}
