"""Sessions: how long one lasts, which are open, and how they are ended."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import User
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from lxml import html

from kamerarchief.accounts import sessions
from kamerarchief.accounts.gate import Gate
from tests.accounts.people import PASSWORD, account, is_let_in, sign_in, text

pytestmark = pytest.mark.django_db

OURS = "admin:sessions"


def signed_in(name: str, **headers: str) -> Client:
    client = Client(headers=headers)
    sign_in(client, name)
    assert is_let_in(client)
    return client


def age(client: Client, time: timedelta) -> None:
    """Makes the log-in of a client so much longer ago."""
    session = client.session
    session[sessions.BEGAN] -= time.total_seconds()
    session.save()


def boxes(page: HttpResponse) -> list[str]:
    """The values of the sessions that a page lets one choose."""
    found: list[str] = html.fromstring(page.content.decode()).xpath(
        "//input[@name='chosen']/@value"
    )
    return found


def test_a_session_ends_after_half_a_day_whatever_is_done_in_it() -> None:
    account("merel")
    client = signed_in("merel")
    age(client, timedelta(hours=11, minutes=59))
    assert is_let_in(client)
    age(client, timedelta(minutes=2))
    led = client.get(reverse("admin:index"))
    assert led.status_code == 302
    assert led["Location"].startswith(reverse("admin:login"))
    assert not Session.objects.exists()


def test_a_picture_that_comes_meanwhile_takes_nothing_from_a_session() -> None:
    account("merel")
    client = signed_in("merel")

    def picture(request: HttpRequest) -> HttpResponse:
        assert request.user.is_authenticated  # so its session was read before
        page = client.session
        page["told"] = "Opgeslagen: titel."
        page.save()
        return HttpResponse()

    request = RequestFactory().get(reverse("admin:index"))
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.resolver_match = resolve(request.path)
    SessionMiddleware(AuthenticationMiddleware(Gate(picture)))(request)
    assert client.session["told"] == "Opgeslagen: titel."


def test_what_was_typed_when_it_ended_is_kept() -> None:
    account("merel")
    client = signed_in("merel")
    age(client, timedelta(hours=13))
    sent = client.post(reverse("admin:password_change"), {"opmerking": "een lange zin"})
    assert sent.status_code == 403
    assert b'name="kept"' in sent.content


def test_a_session_of_which_the_beginning_is_not_known_is_over() -> None:
    account("merel")
    client = signed_in("merel")
    session = client.session
    del session[sessions.BEGAN]
    session.save()
    assert not is_let_in(client)


def test_one_sees_where_one_is_signed_in_and_ends_what_one_chooses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    account("merel")
    account("gaai")
    here = signed_in("merel", user_agent="Browser van hier")
    lost, other = (signed_in("merel", user_agent=f"Browser {word}") for word in ("weg", "thuis"))
    stranger = signed_in("gaai", user_agent="Browser van een ander")
    page = here.get(reverse(OURS))
    told = text(page)
    assert "Browser weg" in told
    assert "van een ander" not in told
    assert "Deze sessie" in told
    assert len(boxes(page)) == 2
    chosen = sessions.name_of(lost.session.session_key)
    with caplog.at_level(logging.WARNING, logger="kamerarchief"):
        done = here.post(reverse(OURS), {"chosen": [chosen], "password": PASSWORD})
    assert done.status_code == 302
    assert "1 sessions ended: 'merel' by 'merel'" in caplog.text
    assert [is_let_in(client) for client in (here, lost, other, stranger)] == [
        *(True, False, True, True)
    ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"password": "niet goed"}, "Dit wachtwoord klopt niet"),
        ({"password": PASSWORD, "chosen": []}, "Kies ten minste één sessie"),
        ({"password": PASSWORD, "chosen": ["verzonnen"]}, "verzonnen"),
    ],
)
def test_none_ends_without_a_password_and_a_choice(sent: dict[str, str], why: str) -> None:
    account("merel")
    here, other = signed_in("merel"), signed_in("merel")
    chosen = sessions.name_of(other.session.session_key)
    page = here.post(reverse(OURS), {"chosen": [chosen], **sent})
    assert page.status_code == 400
    assert why in text(page)
    assert is_let_in(other)


def test_nobody_ends_the_session_of_another_by_its_name() -> None:
    account("merel")
    account("gaai")
    here, stranger = signed_in("merel"), signed_in("gaai")
    chosen = sessions.name_of(stranger.session.session_key)
    assert here.post(reverse(OURS), {"chosen": [chosen], "password": PASSWORD}).status_code == 400
    assert is_let_in(stranger)


def test_a_hoofd_ends_all_sessions_of_an_account() -> None:
    account("merel", "hoofd")
    user = account("gaai", "lezer")
    chief, first, second = signed_in("merel"), signed_in("gaai"), signed_in("gaai")
    address = reverse("admin:auth_user_sessions", args=[user.pk])
    assert "2 keer aangemeld" in text(chief.get(address))
    assert chief.post(address).status_code == 302
    assert not is_let_in(first)
    assert not is_let_in(second)
    assert is_let_in(chief)
    assert "geen" in text(chief.get(reverse("admin:auth_user_change", args=[user.pk])))


def test_an_account_that_is_closed_is_out_at_once() -> None:
    user = account("merel")
    client = signed_in("merel")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_let_in(client)


def test_a_new_password_ends_the_other_sessions() -> None:
    account("merel")
    here, other = signed_in("merel"), signed_in("merel")
    new = "een pont en een sluis"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post(reverse("admin:password_change"), fields).status_code == 302
    assert is_let_in(here)
    assert not is_let_in(other)


def test_what_was_seen_does_not_stay_in_the_browser() -> None:
    account("merel")
    client = signed_in("merel")
    assert "no-store" in client.get(reverse("admin:index"))["Cache-Control"]
    assert client.post(reverse("admin:logout"))["Clear-Site-Data"] == '"cache"'


def test_what_one_may_not_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    account("merel", "lezer")
    client = signed_in("merel")
    with caplog.at_level(logging.WARNING, logger="kamerarchief"):
        assert client.get("/beheer/documents/upload/add/").status_code == 403
    assert "refused: GET '/beheer/documents/upload/add/' to 'merel' from 127.0.0.1" in caplog.text


def test_a_session_that_has_run_out_is_not_shown() -> None:
    user = account("merel")
    signed_in("merel")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert sessions.of(user) == []
