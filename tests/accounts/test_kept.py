"""What was typed in a form is not lost when the session ended meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from documents.models import Party
from tests.accounts.people import (
    PASSWORD,
    account,
    code_of,
    hidden,
    is_let_in,
    show_code,
    sign_in,
    text,
    with_app,
)
from tests.factories import make_document

pytestmark = pytest.mark.django_db

TYPED = {"name": "Lijst «Waterland» & co", "_save": "Opslaan"}


@pytest.fixture
def merel(client: Client) -> User:
    """A superuser who has signed in."""
    user = User.objects.create_superuser("merel", password=PASSWORD)
    sign_in(client, "merel")
    assert is_let_in(client)
    return user


@pytest.fixture
def address(db: None) -> str:
    """The form of a party."""
    make_document()
    return reverse("admin:documents_party_change", args=[Party.objects.first().pk])


def end_sessions() -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def kept_in(page: HttpResponse) -> str:
    """What the page to sign in carries; fails where it carries nothing."""
    return hidden(page)["kept"][0]


def resumed(client: Client, page: HttpResponse) -> HttpResponse:
    """The page that a client comes to after signing in with what a page carries."""
    answer = sign_in(client, "merel", kept=kept_in(page))
    assert answer["Location"] == reverse("admin:resume")
    return client.get(answer["Location"])


def send_on(client: Client, page: HttpResponse, address: str) -> HttpResponse:
    """Presses the one button."""
    return client.post(address, hidden(page, f"//form[@action='{address}']"))


def test_what_was_typed_can_be_sent_after_signing_in_again(
    client: Client, merel: User, address: str
) -> None:
    before = Party.objects.first().name
    end_sessions()
    ended = client.post(address, TYPED)
    assert ended.status_code == 403
    assert "Uw sessie is beëindigd" in text(ended)
    assert "Bestanden en wachtwoorden worden niet bewaard" in text(ended)
    page = resumed(client, ended)
    assert "U bent weer aangemeld" in text(page)
    assert Party.objects.get(name=before)
    assert send_on(client, page, address).status_code == 302
    assert Party.objects.get(name=TYPED["name"])


def test_it_is_kept_where_the_password_is_wrong_at_first(
    client: Client, merel: User, address: str
) -> None:
    end_sessions()
    ended = client.post(address, TYPED)
    again = sign_in(client, "merel", "onzin", kept=kept_in(ended))
    send_on(client, resumed(client, again), address)
    assert Party.objects.get(name=TYPED["name"])


def test_it_is_kept_until_the_second_factor_is_shown(
    guarded: None, client: Client, address: str
) -> None:
    app = with_app(account("merel", "hoofd"))
    sign_in(client, "merel")
    show_code(client, code_of(app, -1))
    assert is_let_in(client)
    end_sessions()
    ended = client.post(address, TYPED)
    asked = client.get(sign_in(client, "merel", kept=kept_in(ended))["Location"])
    assert asked["Location"].startswith(reverse("admin:second_factor_code"))
    page = client.get(show_code(client, code_of(app))["Location"])
    assert hidden(page, f"//form[@action='{address}']") == {n: [v] for n, v in TYPED.items()}


def test_what_is_sent_before_the_second_factor_waits_for_it(
    guarded: None, client: Client, address: str
) -> None:
    app = with_app(account("merel", "hoofd"))
    sign_in(client, "merel")
    before = Party.objects.first().name
    assert client.post(address, TYPED).status_code == 302
    assert Party.objects.get(name=before)
    page = client.get(show_code(client, code_of(app))["Location"])
    assert hidden(page, f"//form[@action='{address}']") == {n: [v] for n, v in TYPED.items()}


def test_it_is_kept_by_one_who_is_locked_out(client: Client, merel: User, address: str) -> None:
    end_sessions()
    page = client.post(address, TYPED)
    for _ in range(11):
        page = sign_in(client, "merel", "onzin", kept=kept_in(page))
    assert page.status_code == 429
    assert "nog steeds bewaard" in text(page)
    AccessAttempt.objects.all().delete()  # a quarter of an hour later
    again = client.post(reverse("admin:login"), {"kept": kept_in(page)})
    assert "Uw sessie is beëindigd" in text(again)
    send_on(client, resumed(client, again), address)
    assert Party.objects.get(name=TYPED["name"])


def strict(client: Client) -> Client:
    """The same browser, of which the tokens of forms are looked at."""
    other = Client(enforce_csrf_checks=True)
    other.cookies = client.cookies
    return other


def test_a_form_that_was_open_while_one_signed_in_again_elsewhere_can_be_sent(
    client: Client, merel: User, address: str
) -> None:
    old = {**TYPED, "csrfmiddlewaretoken": "x" * 64}
    browser = {"headers": {"sec-fetch-site": "same-origin"}}
    answer = strict(client).post(address, old, **browser)
    assert answer["Location"] == reverse("admin:resume")
    send_on(client, client.get(answer["Location"]), address)
    assert Party.objects.get(name=TYPED["name"])


def test_a_page_to_sign_in_that_is_old_still_has_what_was_typed(
    client: Client, merel: User, address: str
) -> None:
    end_sessions()
    ended = client.post(address, TYPED)
    sign_in(client, "merel")
    fields = {"username": "merel", "password": PASSWORD, "kept": kept_in(ended)}
    browser = {"headers": {"sec-fetch-site": "same-origin"}}
    answer = strict(client).post(reverse("admin:login"), fields, **browser)
    page = client.get(answer["Location"])
    assert hidden(page, f"//form[@action='{address}']") == {n: [v] for n, v in TYPED.items()}


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_form_of_another_site_cannot_be_sent(
    client: Client, merel: User, address: str, site: str
) -> None:
    page = strict(client).post(address, TYPED, headers={"sec-fetch-site": site})
    assert page.status_code == 403
    assert "Het formulier is verlopen" in text(page)
    assert client.get(reverse("admin:resume"))["Location"] == reverse("admin:index")


def test_it_can_be_looked_at_again_until_it_is_sent(
    client: Client, merel: User, address: str
) -> None:
    end_sessions()
    page = resumed(client, client.post(address, TYPED))
    assert hidden(client.get(reverse("admin:resume"))) == hidden(page)
    send_on(client, page, address)
    assert client.get(reverse("admin:resume"))["Location"] == reverse("admin:index")


def test_many_values_and_lines_come_back_as_they_were(
    client: Client, merel: User, address: str
) -> None:
    end_sessions()
    typed = {"regels": "een\r\ntwee", "keuze": ["a", "b"], "<b>": '"><script>'}
    page = resumed(client, client.post(f"{address}?q=veer", typed))
    assert hidden(page, f"//form[@action='{address}?q=veer']") == {
        "regels": ["een\ntwee"],  # a browser sends both marks of an end of line
        "keuze": ["a", "b"],
        "<b>": ['"><script>'],
    }


def test_no_password_or_file_is_kept(client: Client, merel: User) -> None:
    address = reverse("admin:auth_user_add")
    end_sessions()
    typed = {"username": "gaai", "password1": "geheim-1", "password2": "geheim-2"}
    ended = client.post(address, {**typed, "f": SimpleUploadedFile("a.txt", b"geheim-3")})
    page = resumed(client, ended)
    assert hidden(page, f"//form[@action='{address}']") == {"username": ["gaai"]}
    kept = str(signing.loads(kept_in(ended), salt="kept"))
    assert "gaai" in kept
    assert "geheim" not in kept


def test_another_account_does_not_send_it(client: Client, merel: User, address: str) -> None:
    User.objects.create_superuser("gaai", password=PASSWORD)
    end_sessions()
    ended = client.post(address, TYPED)
    answer = sign_in(client, "gaai", kept=kept_in(ended))
    page = client.get(answer["Location"])
    assert page.status_code == 403
    assert "door een ander account ingevuld" in text(page)
    assert TYPED["name"] not in page.content.decode()
    assert client.get(reverse("admin:resume")).status_code == 302


def test_what_is_not_ours_is_not_carried(client: Client, merel: User) -> None:
    end_sessions()
    form = {"owner": str(merel.pk), "path": "https://elders.example/", "fields": [["a", ["b"]]]}
    for forged in (signing.dumps(form, key="onzin", salt="kept"), "onzin", ""):
        answer = sign_in(client, "merel", kept=forged)
        assert answer["Location"] == reverse("admin:index")
        client.post(reverse("admin:logout"))


def test_what_another_site_sends_is_not_kept(client: Client, merel: User, address: str) -> None:
    end_sessions()
    page = strict(client).post(address, TYPED)
    assert page.status_code == 403
    assert "Het formulier is verlopen" in text(page)
    assert "kept" not in hidden(page)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("second_factor_code", {"code": "123456"}),
        ("second_factor_remove", {"code": "123456", "password": PASSWORD}),
        ("password_change", {"old_password": PASSWORD, "new_password1": "x"}),
    ],
)
def test_nothing_is_kept_of_a_page_to_sign_in(
    client: Client, merel: User, page: str, typed: dict[str, str]
) -> None:
    end_sessions()
    ended = client.post(reverse(f"admin:{page}"), typed)
    assert "Uw sessie is beëindigd" in text(ended)
    assert "kept" not in hidden(ended)


def test_an_upload_of_an_ended_session_is_answered_without_reading_it(
    client: Client, merel: User
) -> None:
    end_sessions()
    file = SimpleUploadedFile("veer.txt", b"x" * 1000)
    page = client.post(reverse("admin:documents_upload_add"), {"file": file, "naam": "x"})
    assert page.status_code == 403
    assert "Uw sessie is beëindigd" in text(page)
    assert "kept" not in hidden(page)


def test_one_who_never_signed_in_is_only_asked_to(client: Client, address: str) -> None:
    page = client.post(address, TYPED)
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("admin:login"))


def test_what_is_too_much_to_carry_is_told(
    client: Client, merel: User, address: str, settings: Settings
) -> None:
    end_sessions()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
    page = client.post(address, TYPED)
    assert "te groot om te bewaren" in text(page)
    assert "kept" not in hidden(page)


def test_what_was_kept_for_more_than_a_week_is_let_go(
    client: Client, merel: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_sessions()
    ended = client.post(address, TYPED)
    monkeypatch.setattr("kamerarchief.accounts.kept.FORM_KEPT", -1)
    answer = sign_in(client, "merel", kept=kept_in(ended))
    assert answer["Location"] == reverse("admin:index")


def test_the_cookie_that_says_who_it_was_is_for_beheer_alone(client: Client, merel: User) -> None:
    cookie = client.cookies["beheerder"]
    assert cookie["path"] == reverse("admin:index")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
