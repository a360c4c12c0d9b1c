"""Who may do what under /beheer/: for each page and each button the least role that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.archive import Archive
from tests.accounts.people import PASSWORD
from tests.admin.conftest import set_file

#: from who may do least to who may do most; `NOBODY` may do what no role may
RANKS = ("visitor", "lezer", "archivaris", "hoofd", "superuser")
NOBODY = "not even a superuser"
NAMES = ("party", "ministry", "topic", "member", "minister")
MODELS = ("event", "document", *NAMES, "source", "upload")
#: what archivists know, and may add
FACTS = ("person", "cabinet", "partysuccession", "ministrysuccession")
NEW = "een heel nieuw woord"


def may(role: str, least: str) -> bool:
    """Whether a role is this one, or one that may do more."""
    return least != NOBODY and RANKS.index(role) >= RANKS.index(least)


def _pages() -> dict[str, str]:
    made = dict.fromkeys(
        (
            *("beheer/", "index", "app_list", "view_on_site", "resume", "logout", "jsi18n"),
            *("second_factor", "second_factor_code", "second_factor_setup"),
            *("second_factor_recovery", "second_factor_remove", "sessions"),
            *("password_change", "password_change_done", "beheer/(?P<url>.*)$"),
        ),
        "lezer",
    )
    made |= {"login": "visitor", "autocomplete": NOBODY}
    for model in MODELS:
        made |= _of_model(f"documents_{model}", f"beheer/documents/{model}/", "lezer")
        made |= {f"documents_{model}_add": NOBODY, f"documents_{model}_delete": NOBODY}
    for model in (*FACTS, "identification"):
        made |= _of_model(f"documents_{model}", f"beheer/documents/{model}/", "lezer")
        made |= {f"documents_{model}_add": "hoofd", f"documents_{model}_delete": NOBODY}
    made |= {"documents_identification_add": NOBODY, "documents_identification_undo": "hoofd"}
    made |= {"documents_identification_unresolved": "lezer", "documents_document_people": "lezer"}
    made |= {f"documents_{name}_who": "lezer" for name in ("member", "minister")}
    made |= {f"documents_{name}_follow": "hoofd" for name in ("person", "party", "ministry")}
    made |= {"documents_person_merge": "hoofd", "documents_person_unmerge": "hoofd"}
    made |= {f"documents_document_{name}": "lezer" for name in ("versions", "version", "delete")}
    made |= {f"documents_document_{name}": "hoofd" for name in _DEEDS}
    made["documents_document_version_source"] = "lezer"
    made |= {f"documents_document_{name}": "archivaris" for name in ("case", "uncut")}
    for name in NAMES:
        made |= {f"documents_{name}_{page}": "hoofd" for page in ("merge", "unmerge", "as_printed")}
    del made["documents_topic_merge"], made["documents_topic_unmerge"]
    made |= {"documents_source_page": "lezer", "documents_source_file": "lezer"}
    made |= {"documents_upload_add": "archivaris", "documents_upload_correct": "archivaris"}
    made |= {"documents_upload_file": "lezer", "documents_upload_compare": "lezer"}
    for model in ("syncsource", "syncrun", "remoteitem"):
        made |= _of_model(f"documents_{model}", f"beheer/documents/{model}/", "lezer")
        made |= {f"documents_{model}_add": NOBODY, f"documents_{model}_delete": NOBODY}
    made |= _of_model("auth_group", "beheer/auth/group/", "superuser")
    made |= {"auth_group_add": "superuser", "auth_group_delete": "superuser"}
    made |= _of_model("auth_user", "beheer/auth/user/", "hoofd")
    made |= {"auth_user_add": "hoofd", "auth_user_delete": "superuser"}
    return made | dict.fromkeys(_OF_ACCOUNT, "hoofd")


_OF_ACCOUNT = tuple(
    f"auth_user_{page}" for page in ("second_factor", "sessions", "password_change")
)


def _of_model(prefix: str, route: str, role: str) -> dict[str, str]:
    made = {f"{prefix}_{page}": role for page in ("changelist", "history", "change")}
    # it leads to the page of the row, whatever that says
    return made | {f"{route}<path:object_id>/": "lezer"}


_DEEDS = (
    *("withdraw", "restore", "redact", "unredact", "validate"),
    *("remove", "remove_confirm", "remove_many", "remove_many_confirm"),
)

#: name of a page → the least role that opens it
PAGES = _pages()
#: pages that say what was redacted, or give a source in which it stands
HIDDEN = {
    *("documents_document_change", "documents_document_version_source"),
    *("documents_source_page", "documents_source_file"),
    *("documents_source_change", "documents_source_history"),
    *("documents_upload_file", "documents_upload_compare"),
}
#: pages with nothing to show, to whoever may open them
EMPTY = {"documents_event_change", "documents_upload_correct", "beheer/(?P<url>.*)$", "logout"}


@dataclass(frozen=True)
class Deed:
    """A button: the least role, what must be filled in, and whether anything changes by it."""

    role: str
    fields: Callable[[Archive], dict[str, Any]] = field(default=lambda _: {})
    changes: bool = True
    statuses: tuple[int, ...] = (200, 302)


def _fixed(**fields: Any) -> Callable[[Archive], dict[str, Any]]:
    return lambda _: fields


def _posts() -> dict[str, Deed]:
    made = {
        "logout: send": Deed("lezer", changes=False),
        "second_factor_setup: send": Deed("lezer", changes=False, statuses=(400,)),
        "password_change: send": Deed(
            "lezer", _fixed(old_password=PASSWORD, new_password1=NEW, new_password2=NEW)
        ),
    }
    made["documents_remoteitem_changelist: action again"] = Deed("hoofd", _fixed(select_across="1"))
    made |= _of_documents() | _of_names() | _of_facts()
    return made | _of_uploads() | _of_accounts()


def _of_documents() -> dict[str, Deed]:
    hoofd = {
        "withdraw: send": _fixed(reason="privacy"),
        "restore: send": _fixed(),
        "redact: send": _fixed(passage="opnieuw", note="bescherming", redact="Lakken"),
        "unredact: send": _fixed(),
        "validate: send": _fixed(),
        "remove_confirm: send": lambda archive: {"typed": archive.plain.identifier},
        "remove_many_confirm: send": _fixed(typed="2 documenten"),
    }
    made = {name: Deed("hoofd", fields) for name, fields in hoofd.items()}
    made["case: send"] = Deed("archivaris", _fixed(key="alle", why="verkeerd gedrukt"))
    made["uncut: send"] = Deed("archivaris")
    made |= {"changelist: action delete_chosen": Deed("hoofd", changes=False)}
    made |= _editor("change") | {"change: do undo": Deed("archivaris")}
    return {f"documents_document_{name}": deed for name, deed in made.items()}


def _editor(page: str) -> dict[str, Deed]:
    moves = ("remove", "add", "down", "split", "join", "up")
    made = {f"{page}: do {do}": Deed("archivaris", _ZERO, False, (200, 422)) for do in moves}
    save = Deed("archivaris", _fixed(**{"header-title": "de brug bij Zomerdam"}))
    return made | {f"{page}: do save": save, f"{page}: do continue": save}


_ZERO = _fixed()


def _of_names() -> dict[str, Deed]:
    made = {}
    for kind in NAMES:
        change = Deed("hoofd", _fixed(name="Anders"))
        made |= {f"documents_{kind}_change: {name}": change for name in ("_save", "_continue")}
    for kind in ("party", "ministry", "member", "minister"):
        made[f"documents_{kind}_merge: send"] = Deed("hoofd", _merge_of(kind))
    ended = ("documents_member_unmerge: send", "documents_topic_as_printed: send")
    return made | dict.fromkeys(ended, Deed("hoofd"))


def _of_facts() -> dict[str, Deed]:
    """Facts changed and added, and what is said of who a name is."""
    filled = {
        "person": (_fixed(surname="Anders"), _fixed(surname="Anders")),
        "cabinet": (_fixed(name="Anders"), _fixed(name="Anders", slug="anders")),
        "partysuccession": (_fixed(on="2001-01-01"), _turned("partysuccession", kind="rename")),
        "ministrysuccession": (_fixed(on="2001-01-01"), _turned("ministrysuccession")),
    }
    made = {}
    for kind, (changed, added) in filled.items():
        for button in ("_save", "_addanother", "_continue"):
            made[f"{kind}_change: {button}"] = Deed("hoofd", changed)
            made[f"{kind}_add: {button}"] = Deed("hoofd", added)
    for page in ("member_who", "document_people", "identification_unresolved"):
        made[f"{page}: do is"] = Deed("hoofd", _fixed(person="kee-van-loon"))
        made[f"{page}: do nobody"] = made[f"{page}: do candidate"] = Deed("hoofd")
    made["minister_who: do is"] = Deed("hoofd", _fixed(person="kee-van-loon"))
    made["minister_who: do nobody"] = Deed("hoofd")
    made |= {f"{kind}_follow: send": Deed("hoofd") for kind in ("person", "party", "ministry")}
    made["identification_undo: do undo"] = Deed("hoofd")
    made["person_merge: send"] = Deed("hoofd", _fixed(into="rietveld", merge="Samenvoegen"))
    return {f"documents_{name}": deed for name, deed in made.items()}


def _turned(table: str, /, **more: Any) -> Callable[[Archive], dict[str, Any]]:
    """A succession the other way round."""
    return lambda archive: {
        "old": archive.facts[table].new_id,
        "new": archive.facts[table].old_id,
        **more,
    }


def _merge_of(kind: str) -> Callable[[Archive], dict[str, Any]]:
    return lambda archive: {"into": archive.other(kind).slug, "merge": "Samenvoegen"}


def _of_uploads() -> dict[str, Deed]:
    made = {f"file: decision {d}": Deed(role) for d, role in _DECISIONS.items() if d != "reopen"}
    for decision, role in _DECISIONS.items():
        fields = _cancelled if decision == "reopen" else _fixed()
        made[f"change: decision {decision}"] = Deed(role, fields)
        made[f"change: decision {decision} all"] = Deed(role)
    made["change: decision publish clean"] = Deed("hoofd")
    made["add: send"] = Deed("archivaris", _a_file)
    made |= _editor("correct")
    return {f"documents_upload_{name}": deed for name, deed in made.items()}


_DECISIONS = {"publish": "hoofd", "cancel": "archivaris", "reopen": "archivaris"}


def _cancelled(archive: Archive) -> dict[str, Any]:
    return {"file": archive.upload.files.get(state="cancelled").pk}


def _a_file(_: Archive) -> dict[str, Any]:
    return {"file": [SimpleUploadedFile("nieuw.json", set_file(title="nieuw"))]}


def _of_accounts() -> dict[str, Deed]:
    twice = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    made = {
        "group_changelist: action delete_selected": Deed("superuser", _fixed(post="yes")),
        "user_changelist: action delete_selected": Deed("superuser", _fixed(post="yes")),
        "group_delete: send": Deed("superuser"),
        "user_delete: send": Deed("superuser"),
        "user_second_factor: send": Deed("hoofd"),
        "user_sessions: send": Deed("hoofd"),
        "user_password_change: set-password": Deed("hoofd", _fixed(**twice)),
        "user_password_change: unset-password": Deed("hoofd", _fixed(usable_password="false")),
    }
    for button in ("_save", "_addanother", "_continue"):
        made[f"group_add: {button}"] = Deed("superuser", _fixed(name="kring"))
        made[f"group_change: {button}"] = Deed("superuser", _fixed(name="kring"))
        made[f"user_add: {button}"] = Deed("hoofd", _fixed(username="gaai", **twice))
        made[f"user_change: {button}"] = Deed("hoofd", _fixed(username="gaai"))
    return {f"auth_{name}": deed for name, deed in made.items()}


#: button of a page → who may press it
POSTS = _posts()
