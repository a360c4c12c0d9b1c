"""Every address under /beheer/ and every button there, tried by each role: who may not, cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from pytest_django.fixtures import Settings

from kamerarchief.accounts.gate import FREE, WITHOUT_FACTOR
from tests.accounts import table
from tests.accounts.archive import SECRET, Archive, digest, make_archive
from tests.accounts.people import PASSWORD
from tests.accounts.table import EMPTY, HIDDEN, PAGES, POSTS, RANKS, Deed
from tests.accounts.walk import Address, Post, addresses, posts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LOGIN = "/beheer/login/"


def beside(request: HttpRequest) -> HttpResponse:
    """A page that someone put under /beheer/ and forgot to guard."""
    return HttpResponse("open")


urlpatterns = [path("beheer/naast/", beside), path("", include("kamerarchief.urls"))]


@pytest.fixture
def archive(db: None) -> Archive:
    return make_archive()


class Roles:
    """A browser for each role; each has its own session, which outlives what is rolled back."""

    def __init__(self, archive: Archive) -> None:
        self.keys = {"nobody": ""}
        for role in RANKS:
            client = Client()
            client.force_login(archive.users[role])
            self.keys[role] = client.cookies[django_settings.SESSION_COOKIE_NAME].value

    def client(self, role: str) -> Client:
        client = Client()
        if self.keys[role]:
            client.cookies[django_settings.SESSION_COOKIE_NAME] = self.keys[role]
        return client


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_refused(response: HttpResponse, role: str) -> bool:
    """Whether who asked was sent to sign in or, when he had, was told that he may not."""
    if role in ("nobody", "visitor"):
        return response.status_code == 302 and response["Location"].startswith(LOGIN)
    return response.status_code == 403


def least(page: Address, archive: Archive) -> str:
    """The least role that opens an address."""
    role, hidden = PAGES[page.name], (archive.redacted.pk, archive.withdrawn.pk)
    parts = page.path.split("/")
    of_secret = {
        "document": archive.redacted.pk,
        "source": archive.redacted.source_id,
        "upload": archive.published.pk,
    }
    is_secret = page.name in HIDDEN and parts[4] == str(of_secret.get(parts[3]))
    of_withdrawn = page.name == "documents_document_version_source" and int(parts[4]) in hidden
    return "archivaris" if role == "lezer" and (is_secret or of_withdrawn) else role


def test_every_address_is_in_the_table_with_who_may_open_it(archive: Archive) -> None:
    assert {page.name for page in addresses(archive)} == set(PAGES)


def test_every_button_is_in_the_table_with_who_may_press_it(archive: Archive) -> None:
    found = posts(Roles(archive).client("superuser"), addresses(archive))
    assert sorted(post.key for post in found) == sorted(POSTS)


@pytest.mark.parametrize("role", ["nobody", *RANKS])
def test_a_role_opens_its_own_pages_alone_and_changes_nothing_by_it(
    archive: Archive, role: str
) -> None:
    roles, before, wrong = Roles(archive), digest(), []
    for page in addresses(archive):
        response = roles.client(role).get(page.path)
        if not _is_as_told(response, page, role, archive):
            wrong.append((page.path, response.status_code, response.get("Location")))
    assert wrong == []
    assert digest() == before


def _is_as_told(response: HttpResponse, page: Address, role: str, archive: Archive) -> bool:
    if page.name == "login":
        return response.status_code == (200 if role in ("nobody", "visitor") else 302)
    if role in ("nobody", "visitor") and page.name in FREE:
        return response.status_code in (200, 302)
    if page.path == "/beheer/auth/" and role in ("lezer", "archivaris"):
        return response.status_code == 404  # nothing of it is for them
    if role != "nobody" and table.may(role, least(page, archive)):
        is_missing = page.name in EMPTY or page.path.endswith("/pagina/1/")
        allowed = (200, 302, 404, 405) if is_missing else (200, 302)
        is_sent_away = response.get("Location", "").startswith(LOGIN)
        return response.status_code in allowed and not is_sent_away
    return is_refused(response, role)


def filled(post: Post, deed: Deed, archive: Archive) -> dict[str, Any]:
    return post.fields | deed.fields(archive)


@pytest.mark.parametrize("role", ["nobody", *RANKS])
def test_a_role_presses_its_own_buttons_alone(archive: Archive, role: str) -> None:
    roles, before, wrong = Roles(archive), digest(), []
    for post in posts(roles.client("superuser"), addresses(archive)):
        deed = POSTS[post.key]
        with undone():
            response = roles.client(role).post(post.path, filled(post, deed, archive))
            changed = digest() != before
        may = role != "nobody" and table.may(role, deed.role)
        is_right = _is_done(response, deed, changed) if may else not changed
        if not is_right or not (may or _is_not_offered(response, post, role)):
            wrong.append((post.key, response.status_code, changed))
    assert wrong == []
    assert digest() == before


def _is_done(response: HttpResponse, deed: Deed, changed: bool) -> bool:
    return response.status_code in deed.statuses and changed == deed.changes


def _is_not_offered(response: HttpResponse, post: Post, role: str) -> bool:
    """Whether a button was refused; a list without the action is only shown again."""
    if post.key.startswith("logout"):
        return response.status_code in (200, 302)
    is_action = ": action " in post.key and role not in ("nobody", "visitor")
    is_list = response.get("Location", post.path).split("?")[0] == post.path
    return is_refused(response, role) or (is_action and is_list)


#: what a form of Django's admin may say that its buttons do not
CRAFTED = {
    "post": "yes",
    "action": "delete_selected",
    "_saveasnew": "1",
    "_popup": "1",
    "_save": "1",
    "do": "save",
    "decision": "publish all",
    "merge": "1",
    "redact": "1",
    "into": "dijkpartij",
}


@pytest.mark.parametrize("role", ["nobody", "visitor", "lezer"])
def test_a_form_that_no_page_has_does_nothing_at_any_address(archive: Archive, role: str) -> None:
    roles, before, changed = Roles(archive), digest(), []
    free = {"logout", "login", "second_factor_setup"}
    for page in addresses(archive):
        crafted = CRAFTED | {"_selected_action": [page.path.split("/")[-3]]}
        with undone():
            response = roles.client(role).post(page.path, crafted)
            if digest() != before or response.status_code >= 500:
                changed.append(page.path)
            if role in ("nobody", "visitor") and page.name not in free:
                assert is_refused(response, role) or page.name in FREE, page.path
    assert changed == []


# Past the buttons


@pytest.mark.parametrize("decision", ["publish", "publish all", "publish clean"])
def test_an_archivaris_publishes_nothing_by_a_form_of_his_own(
    archive: Archive, decision: str
) -> None:
    client, before = Roles(archive).client("archivaris"), digest()
    file = archive.upload.files.earliest("pk")
    bench = reverse("admin:documents_upload_change", args=[archive.upload.pk])
    one = reverse("admin:documents_upload_file", args=[archive.upload.pk, file.pk])
    fields = {"decision": decision, "file": file.pk, "toch": "ja"}
    assert client.post(bench, fields).status_code == 403
    assert client.post(one, fields | {"decision": "publish"}).status_code == 403
    assert digest() == before


def account_form(user: User, **fields: Any) -> dict[str, Any]:
    every = [permission.pk for permission in Permission.objects.all()]
    groups = list(user.groups.values_list("pk", flat=True))
    told = {"username": user.username, "is_active": "on", "is_staff": "on", "groups": groups}
    return told | {"is_superuser": "on", "user_permissions": every} | fields


def test_a_hoofd_gets_and_gives_no_rights_that_he_lacks(archive: Archive) -> None:
    client = Roles(archive).client("hoofd")
    stronger = Group.objects.create(name="alles")
    stronger.permissions.set(Permission.objects.all())
    for name in ("hoofd", "other"):
        user = archive.users[name]
        address = reverse("admin:auth_user_change", args=[user.pk])
        more = account_form(user)
        assert client.post(address, more | {"groups": [stronger.pk]}).status_code == 200
        client.post(address, more)
        client.post(address, more | {"_saveasnew": "1", "_popup": "1"})
        fresh = User.objects.get(pk=user.pk)
        assert not fresh.is_superuser
        assert not fresh.user_permissions.exists()
        assert stronger not in fresh.groups.all()
    added = account_form(archive.users["other"], username="nieuw", password1=table.NEW)
    added |= {"password2": table.NEW, "usable_password": "true"}
    client.post(reverse("admin:auth_user_add"), added)
    made = User.objects.get(username="nieuw")
    assert not made.is_superuser
    assert not made.groups.exists()
    assert not made.user_permissions.exists()


@pytest.mark.parametrize("page", ["change", "password_change", "second_factor", "history"])
def test_a_hoofd_reaches_no_page_of_a_superuser(archive: Archive, page: str) -> None:
    client, before = Roles(archive).client("hoofd"), digest()
    top = archive.users["superuser"]
    address = reverse(f"admin:auth_user_{page}", args=[top.pk])
    fields = account_form(top, username="ekster", password1=table.NEW, password2=table.NEW)
    for response in (client.get(address), client.post(address, fields)):
        assert response.status_code in (302, 403, 404)
        assert "superuser" not in response.content.decode()
    assert digest() == before
    assert User.objects.get(pk=top.pk).check_password(PASSWORD)


def test_deleting_accounts_by_the_action_of_the_list_is_for_superusers(archive: Archive) -> None:
    client, before = Roles(archive).client("hoofd"), digest()
    chosen = [user.pk for user in archive.users.values()]
    fields = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    client.post(reverse("admin:auth_user_changelist"), fields)
    assert digest() == before


def test_what_was_redacted_is_on_no_page_that_a_lezer_opens(archive: Archive) -> None:
    client, found = Roles(archive).client("lezer"), []
    queries = ("", "?vorm=csv", f"?q={SECRET}", f"?zoek={SECRET}", f"?document={archive.plain.pk}")
    for page in addresses(archive):
        for query in queries:
            response = client.get(page.path.split("?")[0] + query)
            body = b"".join(response) if response.streaming else response.content
            text = body.decode("utf-8", "replace").replace(f'value="{SECRET}"', "")
            asked = query.endswith(SECRET)
            if SECRET.lower() in text.lower() and not asked:
                found.append(page.path + query)
    assert found == []


def test_nothing_can_be_chosen_by_the_address_that_completes_names(archive: Archive) -> None:
    roles, address = Roles(archive), reverse("admin:autocomplete")
    for field, model in (
        ("document", "documentversion"),
        ("user", "upload"),
        ("source", "document"),
    ):
        query = {"app_label": "documents", "model_name": model, "field_name": field, "term": ""}
        for role in ("lezer", "archivaris"):
            response = roles.client(role).get(address, query)
            text = response.content.decode()
            assert response.status_code in (200, 403)
            assert SECRET not in text
            assert field != "user" or response.status_code == 403
        assert is_refused(roles.client("visitor").get(address, query), "visitor")
    users = roles.client("hoofd").get(
        address, {"app_label": "documents", "model_name": "upload", "field_name": "user"}
    )
    assert "superuser" not in users.content.decode()


def test_the_way_to_the_public_page_of_a_withdrawn_document_shows_nothing(
    archive: Archive,
) -> None:
    page = next(p for p in addresses(archive) if p.name == "view_on_site")
    address = page.path.rsplit("/", 2)[0] + f"/{archive.withdrawn.pk}/"
    response = Roles(archive).client("lezer").get(address, follow=True)
    assert response.status_code == 410
    assert "sluis" not in response.content.decode()


# The second factor


def test_a_hoofd_without_second_factor_gets_no_further_than_setting_it_up(
    archive: Archive, settings: Settings
) -> None:
    roles = Roles(archive)
    tried = posts(roles.client("superuser"), addresses(archive))
    settings.SECOND_FACTOR = True
    before, wrong, setup = digest(), [], reverse("admin:second_factor_setup")
    free = FREE | WITHOUT_FACTOR
    for page in addresses(archive):
        response = roles.client("hoofd").get(page.path)
        if page.name not in free and not response.get("Location", "").startswith(setup):
            wrong.append(page.path)
    for post in tried:
        fields = filled(post, POSTS[post.key], archive)
        is_free = post.key.split(":")[0] in free
        with undone():
            response = roles.client("hoofd").post(post.path, fields)
            is_led = response.get("Location", "").startswith(setup)
            if not is_free and (not is_led or digest() != before):
                wrong.append(post.key)
    assert wrong == []
    assert digest() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_is_put_beside_the_admin_stands_behind_the_gate(
    archive: Archive, settings: Settings, method: str
) -> None:
    settings.ROOT_URLCONF, settings.SECOND_FACTOR = __name__, True
    roles = Roles(archive)
    for role in ("nobody", "visitor"):
        assert is_refused(getattr(roles.client(role), method)("/beheer/naast/"), role)
    led = getattr(roles.client("hoofd"), method)("/beheer/naast/")
    assert led["Location"].startswith(reverse("admin:second_factor_setup"))
    assert getattr(roles.client("lezer"), method)("/beheer/naast/").content == b"open"
