"""A small archive in which every page of /beheer/ has something to show, and every button a use."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from reportlab.pdfgen.canvas import Canvas

from documents.archive import uploads
from documents.archive.decisions import (
    cases,
    corrections,
    facts,
    names,
    people,
    redactions,
    withdrawals,
)
from documents.archive.layers.reading import layers
from documents.archive.sources import keep
from documents.models import (
    Cabinet,
    Document,
    Member,
    Minister,
    Ministry,
    MinistrySuccession,
    Party,
    PartySuccession,
    Person,
    RemoteItem,
    Seat,
    Source,
    SyncRun,
    SyncSource,
    Topic,
    Upload,
)
from documents.parsing import Addressee, Answerer, Asker, RawFile
from tests.accounts.people import PASSWORD, account, with_app
from tests.admin.conftest import set_file
from tests.factories import make_document
from tests.uploaded import received

#: words that are redacted in one document, and stand in its source and in its uploaded file
SECRET = "Wulp"
ROLES = ("lezer", "archivaris", "hoofd")


@dataclass
class Archive:
    """What is in it, by the part that it plays."""

    plain: Document
    withdrawn: Document
    redacted: Document
    names: dict[str, Any]
    facts: dict[str, Any]
    merged: Member
    respelled: Topic
    upload: Upload
    published: Upload
    pdf: Source
    users: dict[str, User]
    #: model → key of its row, of what is known of official sources
    official: dict[str, int]

    def other(self, kind: str) -> Any:
        """A name of this kind beside the one in `names`."""
        row = self.names[kind]
        return type(row)._default_manager.filter(merged_into=None).exclude(pk=row.pk).latest("pk")


def make_archive() -> Archive:
    """Documents in each state, names, uploads by the archivaris, a PDF, and accounts of each role."""
    users = {role: account(role, role) for role in ROLES}
    users["visitor"] = User.objects.create_user("visitor", password=PASSWORD)
    users["superuser"] = User.objects.create_superuser("superuser", password=PASSWORD)
    users["other"] = account("other", "lezer")
    with_app(users["other"])
    plain = _corrected(_versions())
    cases.cut(plain, ["nr:2022Z00001"], why="verkeerd gedrukt", by="bos")
    make_document(
        askers=(Asker("Meerman", "Dijkpartij"),),
        addressees=(Addressee("Minister", "Tolzaken"),),
        answerers=(Answerer("Meerman", "Minister", "Tolzaken"),),
    )
    gone = make_document(title="de sluis bij Zomerdam")
    withdrawals.withdraw(gone, reason="privacy", note="", by="bos")
    published, redacted = _published(users["archivaris"])
    redactions.redact(redacted, SECRET, note="bescherming", by="bos")
    return Archive(
        plain=plain,
        withdrawn=Document.everything.get(pk=gone.pk),
        redacted=Document.objects.get(pk=redacted.pk),
        names=_names(plain),
        merged=_merged(),
        respelled=_respelled(),
        upload=_waiting(users["archivaris"]),
        published=published,
        pdf=keep(RawFile("veer.pdf", _pdf()), "pdf"),
        users=users,
        facts=_facts(),
        official=_official(),
    )


def _official() -> dict[str, int]:
    """A source that was read once, and a publication of it that could not be."""
    moment = datetime(2030, 5, 2, 12, tzinfo=UTC)
    source = SyncSource.objects.create(name="koop", complete_at=moment)
    run = SyncRun.objects.create(source=source, began_at=moment, worker="veerhuis:1")
    item = RemoteItem.objects.create(
        source=source,
        remote_id="ah-tk-20292030-7",
        version="1",
        state=RemoteItem.State.REFUSED,
        listed_at=moment,
    )
    return {"syncsource": source.pk, "syncrun": run.pk, "remoteitem": item.pk}


def _versions() -> Document:
    """A document of two versions, the later of which is valid."""
    first = make_document(topics=("Vervoer",), title="de veerpont")
    return make_document(
        topics=("Vervoer",),
        title="de veerpont, opnieuw",
        identifier=first.identifier,
        number=first.number,
    )


def _corrected(document: Document) -> Document:
    wanted = replace(layers(document).set, summary="Over een pont.")
    corrections.correct(document, wanted, by="bos", why="")
    return Document.objects.get(pk=document.pk)


def _names(document: Document) -> dict[str, Any]:
    kinds = (Party, Member, Ministry, Minister, Topic)
    return {
        str(kind._meta.model_name): kind._default_manager.filter(merged_into=None).earliest("pk")
        for kind in kinds
    }


def _facts() -> dict[str, Any]:
    """A person whom documents do not follow yet, what else can be known, and a word on a name."""
    made = {}
    for group in (_any(Party), _last(Party), _any(Ministry), _last(Ministry)):
        facts.change(group, {"source": "bos"}, by="bos")
    for row in (
        Person(first_name="Kee", particle="van", surname="Loon"),
        Cabinet(slug="veerman-i", name="Kabinet-Veerman I"),
        PartySuccession(old=_any(Party), new=_last(Party), kind="split"),
        MinistrySuccession(old=_any(Ministry), new=_last(Ministry)),
    ):
        made[str(row._meta.model_name)] = facts.add(row, by="bos")
    facts.add(Seat(person=made["person"], chamber="tk", start=date(2020, 1, 1)), by="bos")
    facts.add(Person(surname="Rietveld"), by="bos")
    meerman = Member.objects.get(name="Meerman")
    return made | {"identification": people.identify(meerman, None, by="bos")}


def _any(kind: Any) -> Any:
    return kind._default_manager.earliest("pk")


def _last(kind: Any) -> Any:
    return kind._default_manager.latest("pk")


def _merged() -> Member:
    make_document(askers=(Asker("Van Loon-Dijk", "Lijst Waterland"),), topics=("Sluizen",))
    one, other = (Member.objects.get(name=name) for name in ("Van Loon-Dijk", "Van Loon"))
    names.merge(one, other, by="bos")
    return Member.objects.get(pk=one.pk)


def _respelled() -> Topic:
    topic = Topic.objects.get(name="Sluizen")
    names.respell(topic, {"name": "Sluizen en stuwen"}, by="bos")
    return topic


def _published(user: User) -> tuple[Upload, Document]:
    data = set_file(title=f"een vraag over {SECRET}")
    upload = received(("gelakt.json", data), user=user)
    file = upload.files.get()
    uploads.publish([file.pk], by=user.username)
    file.refresh_from_db()
    return upload, Document.objects.get(pk=file.document_id)


def _waiting(user: User) -> Upload:
    """Two files that wait, and one that was set aside."""
    files = [(f"{name}.json", set_file(title=name)) for name in ("a", "b", "c")]
    upload = received(*files, user=user)
    uploads.cancel([upload.files.latest("pk").pk], by=user.username)
    return upload


def _pdf() -> bytes:
    """One page that is one line."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    canvas.drawString(72, 700, "Vraag 1")
    canvas.save()
    return made.getvalue()


#: rows that come and go with looking at pages
_PASSING = {"sessions", "axes"}


def digest() -> str:
    """The hash of all rows of the archive, the history and the accounts; not of sessions."""
    told: dict[str, Any] = {}
    for model in apps.get_models():
        if model._meta.app_label in _PASSING or model is ContentType:
            continue
        rows = model._base_manager.order_by("pk").values()
        told[model._meta.label] = [_lasting(row) for row in rows]
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
                through = field.remote_field.through._base_manager  # type: ignore[union-attr]
                told[f"{model._meta.label}.{field.name}"] = list(through.order_by("pk").values())
    text = json.dumps(told, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _lasting(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "last_login"}
