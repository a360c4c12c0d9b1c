"""Every address under /beheer/, and every form on its pages with each of its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from lxml import html

from tests.accounts.archive import Archive
from tests.admin.sent import value_of

BEHEER = "beheer/"
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A page: the name that the table of rights has for it, and the address itself."""

    name: str
    path: str


@dataclass(frozen=True)
class Post:
    """A form of a page with one of its buttons: 'documents_upload_change: decision=publish'."""

    key: str
    path: str
    fields: dict[str, Any]


def patterns(found: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern whose address begins with /beheer/, with its whole route."""
    for pattern in (found or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, route)
        elif route.startswith(BEHEER):
            yield route, pattern


def addresses(archive: Archive) -> list[Address]:
    """The addresses of all patterns. KeyError where no arguments are known for one."""
    found = []
    for route, pattern in patterns():
        name = str(pattern.name or route)
        found += [Address(name, path) for path in _paths(route, archive)]
    return list(dict.fromkeys(found))


def _paths(route: str, archive: Archive) -> Iterator[str]:
    if route in _ODD:
        yield from _ODD[route]
        return
    if "verwijderen/" in route and "<" not in route:
        yield f"/{route}?document={archive.plain.pk},{archive.withdrawn.pk}"
        return
    query = f"?document={archive.plain.pk}" if route.endswith("vergelijken/") else ""
    for values in _arguments(route, archive):
        yield "/" + _ARGUMENT.sub(r"{\1}", route).format(**values) + query


#: routes that are patterns themselves
_ODD = {
    "beheer/^(?P<app_label>documents|auth)/$": ("/beheer/documents/", "/beheer/auth/"),
    "beheer/(?P<url>.*)$": ("/beheer/bestaat/niet/",),
}


def _arguments(route: str, archive: Archive) -> Iterator[dict[str, Any]]:
    """For each sample of the model that a route is of, what its arguments are."""
    if not _ARGUMENT.search(route):
        yield {}
        return
    model = route.removeprefix(BEHEER).split("/<")[0]
    is_undone = "/lakken/" in route  # whose number is that of a redaction, not of a version
    redaction = archive.redacted.redactions.get().pk
    for values in _samples(archive)[model]:
        is_redacted = values.get("pk") == archive.redacted.pk
        yield values | {"number": redaction} if is_undone and is_redacted else values


def _samples(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    """Model → arguments of each of its samples."""
    documents = [archive.plain, archive.withdrawn, archive.redacted]
    made = {
        "r": [{"content_type_id": _content_type(archive.plain), "object_id": archive.plain.pk}],
        "documents/document": [_keys(document.pk, number=1) for document in documents],
        "documents/upload": [_of_upload(archive.upload), _of_upload(archive.published)],
        "documents/source": [
            _keys(source.pk, number=1) for source in (archive.pdf, archive.redacted.source)
        ],
        "documents/event": [_keys(1)],
        **{f"documents/{name}": [_keys(pk)] for name, pk in archive.official.items()},
        "auth/user": [_keys(archive.users["other"].pk), _keys(archive.users["lezer"].pk)],
        "auth/group": [_keys(archive.users["lezer"].groups.get().pk)],
    }
    for kind, row in archive.names.items():
        made[f"documents/{kind}"] = [_keys(row.pk)]
    for kind, row in archive.facts.items():
        made[f"documents/{kind}"] = [_keys(row.pk)]
    made["documents/member"].append(_keys(archive.merged.pk))
    made["documents/topic"].append(_keys(archive.respelled.pk))
    return made


def _keys(pk: int, **more: Any) -> dict[str, Any]:
    return {"pk": pk, "object_id": pk, "id": pk, **more}


def _of_upload(upload: Any) -> dict[str, Any]:
    file = upload.files.earliest("pk").pk
    return _keys(upload.pk, upload_pk=upload.pk, file_pk=file)


def _content_type(row: Any) -> int:
    return int(ContentType.objects.get_for_model(row).pk)


def posts(client: Client, pages: list[Address]) -> list[Post]:
    """What the forms on these pages can send, by whichever of them comes first."""
    found: dict[str, Post] = {}
    for page in pages:
        for post in _posts_of(client.get(page.path), page.path):
            found.setdefault(post.key, post)
    return list(found.values())


def _posts_of(response: HttpResponse, path: str) -> Iterator[Post]:
    if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
        return
    tree = html.fromstring(response.content.decode())
    for form in tree.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        for button in _buttons(tree, form):
            action = button.get("formaction") or form.get("action") or ""
            yield _post(urljoin(path, action), _fields(tree, form), button)


def _buttons(tree: Any, form: Any) -> list[Any]:
    """The buttons that send a form, also those outside it; of a list, one for each action."""
    kinds = "[not(@type) or @type='submit']"
    inside = form.xpath(f".//button{kinds} | .//input[@type='submit']")
    outside = tree.xpath("//button[@form = $id]", id=form.get("id") or "-")
    actions = form.xpath(".//select[@name='action']/option[@value!='']")
    if not actions:
        return [*inside, *outside]
    made = [html.Element("button", name="action", value=o.get("value")) for o in actions]
    return [*made, *outside]


def _post(path: str, fields: dict[str, Any], button: Any) -> Post:
    name, value = button.get("name") or "", button.get("value") or ""
    if name == "do":
        value_told = value.split()[0]  # which part of a set it is about, matters to nobody's rights
    else:
        value_told = value if name in ("decision", "action") else ""
    pressed = " ".join(filter(None, (name, value_told))) or "send"
    path = urlsplit(path)._replace(fragment="").geturl()
    match = resolve(urlsplit(path).path)
    return Post(
        f"{match.url_name or match.route}: {pressed}",
        path,
        fields | ({name: value} if name else {}),
    )


def _fields(tree: Any, form: Any) -> dict[str, Any]:
    """What a browser sends of a form as it is opened; of boxes of rows, the first is ticked."""
    made: dict[str, Any] = {}
    own = tree.xpath("//*[@form = $id]", id=form.get("id") or "-")
    for field in [*form.xpath(".//input | .//textarea | .//select"), *own]:
        name = field.get("name")
        if not name or field.get("type") in ("submit", "file") or field.get("disabled") is not None:
            continue
        if name in ("_selected_action", "file"):
            made.setdefault(name, field.get("value"))
            continue
        if field.tag == "select" and field.get("multiple") is not None:
            made[name] = field.xpath(".//option[@selected]/@value")
            continue
        value = value_of(field)
        if value is not None and field.tag != "button":
            made[name] = value if name not in made else [*_list(made[name]), value]
    made.pop("csrfmiddlewaretoken", None)
    return made


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
