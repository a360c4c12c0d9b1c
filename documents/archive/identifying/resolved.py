"""By which tables and rules all names were resolved last: others ask for it to be done again."""

from __future__ import annotations

from ...identity.names.rules import RULES
from ...models import FactsStamp


def note() -> None:
    """Notes that all names are resolved by the tables and rules of now."""
    stamp = FactsStamp.objects.first()
    if stamp:
        FactsStamp.objects.update(resolved=_now(stamp))


def is_current() -> bool:
    """Whether they are; so it is too where there are no tables."""
    stamp = FactsStamp.objects.first()
    return stamp is None or not stamp.digest or stamp.resolved == _now(stamp)


def _now(stamp: FactsStamp) -> str:
    return f"{stamp.digest} {RULES}"
