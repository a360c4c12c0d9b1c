"""Signing in: how often it may fail, what it tells, and what is logged of it."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.accounts.people import PASSWORD, account, is_let_in, sign_in, text

pytestmark = pytest.mark.django_db

WRONG = "geen goed wachtwoord"


def attempt(name: str, address: str, **headers: str) -> HttpResponse:
    """What a visitor from an address gets who tries a wrong password."""
    client = Client(REMOTE_ADDR=address, headers=headers)
    return sign_in(client, name, WRONG)


def pass_time(time: timedelta) -> None:
    """Makes all failures so much older."""
    AccessAttempt.objects.update(attempt_time=timezone.now() - time)


@pytest.mark.slow
def test_a_thousand_wrong_log_ins_from_one_address_are_locked_within_ten() -> None:
    statuses = [attempt(f"iemand-{i}", "203.0.113.7").status_code for i in range(1000)]
    assert statuses == [200] * 9 + [429] * 991


@pytest.mark.slow
def test_a_thousand_wrong_log_ins_on_one_account_are_locked_within_ten() -> None:
    account("merel")
    statuses = [attempt("merel", f"203.0.113.{i % 100}").status_code for i in range(1000)]
    assert statuses == [200] * 9 + [429] * 991


def test_the_right_password_does_not_open_what_is_locked() -> None:
    account("merel")
    for _ in range(10):
        attempt("merel", "203.0.113.7")
    elsewhere = Client(REMOTE_ADDR="198.51.100.1")
    locked = sign_in(elsewhere, "merel")
    assert locked.status_code == 429
    assert "Probeer het over 15 minuten opnieuw" in text(locked)
    assert not is_let_in(elsewhere)


def test_after_a_quarter_of_an_hour_one_may_try_again(client: Client) -> None:
    account("merel")
    for _ in range(10):
        attempt("merel", "203.0.113.7")
    pass_time(timedelta(minutes=14))
    assert sign_in(client, "merel").status_code == 429
    pass_time(timedelta(minutes=16))
    assert sign_in(client, "merel").status_code == 302
    assert is_let_in(client)


def test_trying_what_is_locked_does_not_lock_it_longer(client: Client) -> None:
    account("merel")
    for _ in range(10):
        attempt("merel", "203.0.113.7")
    pass_time(timedelta(minutes=14))
    attempt("merel", "198.51.100.1")
    last = AccessAttempt.objects.latest("attempt_time").attempt_time
    assert timezone.now() - last > timedelta(minutes=13)


def test_who_signs_in_in_between_does_not_get_more_tries_on_others(client: Client) -> None:
    account("merel")
    for i in range(9):
        attempt(f"iemand-{i}", "203.0.113.7")
    sign_in(Client(REMOTE_ADDR="203.0.113.7"), "merel")
    assert attempt("nog-iemand", "203.0.113.7").status_code == 429


def test_an_account_that_exists_is_answered_as_one_that_does_not() -> None:
    account("merel")
    User.objects.create_user("bezoeker", password=PASSWORD)
    User.objects.create_user("oud", password=PASSWORD, is_staff=True, is_active=False)
    answers = set()
    for name in ("merel", "niemand", "bezoeker", "oud"):
        told = [text(attempt(name, f"198.51.100.{i}")) for i in range(12)]
        answers.add(tuple(told))
    assert len(answers) == 1


def test_an_account_that_exists_costs_as_much_as_one_that_does_not(hashed: list[str]) -> None:
    account("merel")
    costs = []
    for name in ("merel", "niemand"):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            attempt(name, "198.51.100.1")
        costs.append((hashed[:], len(queries)))
    assert costs[0] == costs[1]
    assert costs[0][0] == [WRONG]


def test_the_whole_network_of_an_ipv6_address_is_locked() -> None:
    for i in range(10):
        attempt(f"iemand-{i}", f"2001:db8:1:2:{i}::1")
    assert attempt("iemand", "2001:db8:1:2:ffff::9").status_code == 429
    assert attempt("iemand", "2001:db8:1:3::1").status_code == 200


def test_a_visitor_cannot_invent_an_address() -> None:
    told = {"x-forwarded-for": "192.0.2.1"}
    statuses = [attempt(f"iemand-{i}", "203.0.113.7", **told).status_code for i in range(10)]
    assert statuses[-1] == 429
    assert attempt("iemand", "203.0.113.8", **told).status_code == 200


def test_behind_a_proxy_the_last_hop_is_the_address(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    for i in range(10):
        attempt(f"iemand-{i}", "10.0.0.1", **{"x-forwarded-for": f"192.0.2.{i}, 203.0.113.7"})
    last = {"x-forwarded-for": "198.51.100.1, 203.0.113.7"}
    first = {"x-forwarded-for": "203.0.113.7, 198.51.100.1"}
    assert attempt("iemand", "10.0.0.1", **last).status_code == 429
    assert attempt("iemand", "10.0.0.1", **first).status_code == 200


@pytest.mark.parametrize("told", ["onzin", "", "203.0.113.7,"])
def test_an_address_that_is_none_is_that_of_the_proxy(settings: Settings, told: str) -> None:
    settings.BEHIND_PROXY = True
    attempt("iemand", "10.0.0.1", **{"x-forwarded-for": told})
    assert AccessAttempt.objects.get().ip_address == "10.0.0.1"


def test_what_happens_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kamerarchief.accounts")
    account("merel")
    for _ in range(10):
        attempt("gaai\nlogged in", "203.0.113.7")
    sign_in(client, "merel")
    client.post(reverse("admin:logout"))
    told = [record.getMessage() for record in caplog.records if "account" in record.name]
    assert Counter(told) == {
        r"log-in failed: 'gaai\nlogged in' from 203.0.113.7": 10,
        r"locked out: 'gaai\nlogged in' from 203.0.113.7": 1,
        "logged in: 'merel' from 127.0.0.1": 1,
        "logged out: 'merel' from 127.0.0.1": 1,
    }
    assert AccessFailureLog.objects.count() == 10
    assert AccessLog.objects.get().username == "merel"


def test_neither_password_nor_what_was_typed_is_in_the_log_or_its_tables(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(client, "merel", WRONG, kept="vertrouwelijk")
    row = AccessAttempt.objects.get()
    told = caplog.text + row.post_data + row.get_data
    assert "merel" in told
    assert WRONG not in told
    assert "vertrouwelijk" not in told


def test_a_visitor_gets_no_session(client: Client) -> None:
    for address in ("/", reverse("admin:login"), reverse("admin:index")):
        client.get(address)
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "password", ["elf letters", "qwerty123456", "839205716482", "merelmerel12"]
)
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    client.force_login(account("merelmerel"))
    fields = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    page = client.post(reverse("admin:password_change"), fields)
    assert page.status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_a_new_password_ends_other_sessions(client: Client) -> None:
    account("merel")
    other = Client()
    sign_in(client, "merel")
    sign_in(other, "merel")
    new = "een heel nieuw woord"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("admin:password_change"), fields)
    assert is_let_in(client)
    assert not is_let_in(other)


def test_a_session_lasts_two_hours_after_the_last_page(client: Client) -> None:
    account("merel")
    sign_in(client, "merel")
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert is_let_in(client)
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=119) < left <= timedelta(hours=2)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_let_in(client)


def test_the_pages_of_visitors_do_not_make_a_session_longer(client: Client) -> None:
    account("merel")
    sign_in(client, "merel")
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.update(expire_date=soon)
    client.get("/")
    assert Session.objects.get().expire_date == soon
