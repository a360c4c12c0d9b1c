"""The rules of the Observatory, on answers that are good and bad in one thing."""

from __future__ import annotations

from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from benchmarks.audit.observatory import Answer, score

GOOD = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}
PAGE = "<html><script src='/static/a.js'></script></html>"
ANSWER = Answer(GOOD, PAGE, over_http="https://localhost/")


def changed(name: str, value: str | None) -> Answer:
    """The good answer with another header, or without it."""
    headers = {key: other for key, other in GOOD.items() if key != name}
    return replace(ANSWER, headers=headers | ({name: value} if value is not None else {}))


def test_an_answer_that_does_all_has_the_bonuses() -> None:
    assert score(ANSWER)[0] == 100 + 10 + 5 + 5 + 10  # policy, referrer, framing, resources
    guarded = PAGE.replace("src=", "integrity='sha384-x' src=")
    assert score(replace(ANSWER, body=guarded))[0] == 135


@pytest.mark.parametrize(
    ("name", "value", "result", "points"),
    [
        ("content-security-policy", None, "csp-not-implemented", -25),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'unsafe-inline'",
            "csp-implemented-with-unsafe-inline",
            -20,
        ),
        (
            "content-security-policy",
            "default-src 'self' https:",
            "csp-implemented-with-unsafe-inline",
            -20,
        ),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self' 'unsafe-eval'",
            "csp-implemented-with-unsafe-eval",
            -10,
        ),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self' 'unsafe-inline'",
            "csp-implemented-with-unsafe-inline-in-style-src-only",
            0,
        ),
        ("content-security-policy", "default-src 'self'", "csp-implemented-with-no-unsafe", 5),
        ("referrer-policy", None, "referrer-policy-not-implemented", 0),
        ("referrer-policy", "unsafe-url", "referrer-policy-unsafe", -5),
        ("referrer-policy", "whatever", "referrer-policy-header-invalid", -5),
        ("strict-transport-security", None, "hsts-not-implemented", -20),
        ("strict-transport-security", "preload", "hsts-header-invalid", -20),
        (
            "strict-transport-security",
            "max-age=86400",
            "hsts-implemented-max-age-less-than-six-months",
            -10,
        ),
        ("x-content-type-options", None, "x-content-type-options-not-implemented", -5),
        ("cross-origin-resource-policy", None, "corp-not-implemented", 0),
        ("cross-origin-resource-policy", "all", "corp-header-invalid", -5),
    ],
)
def test_a_header_is_judged(name: str, value: str | None, result: str, points: int) -> None:
    assert (result, points) in score(changed(name, value))[1]


def test_a_fault_takes_the_bonuses_too_where_less_than_ninety_is_left() -> None:
    assert score(changed("x-content-type-options", None))[0] == 125
    assert score(changed("strict-transport-security", None))[0] == 80


@pytest.mark.parametrize(
    ("cookie", "result", "points"),
    [
        (
            "csrftoken=x; Secure; SameSite=Lax",
            "cookies-secure-with-httponly-sessions-and-samesite",
            5,
        ),
        ("csrftoken=x; Secure", "cookies-anticsrf-without-samesite-flag", -20),
        ("sessionid=x; Secure; SameSite=Lax", "cookies-session-without-httponly-flag", -30),
        ("colour=x", "cookies-without-secure-flag-but-protected-by-hsts", -5),
        ("sessionid=x; HttpOnly", "cookies-session-without-secure-flag-but-protected-by-hsts", -10),
    ],
)
def test_a_cookie_is_judged(cookie: str, result: str, points: int) -> None:
    assert (result, points) in score(replace(ANSWER, cookies=SimpleCookie(cookie)))[1]


@pytest.mark.parametrize(
    ("where", "result"),
    [
        ("", "redirection-missing"),
        ("http://localhost/", "redirection-not-to-https"),
        ("https://elsewhere.example/", "redirection-off-host-from-http"),
    ],
)
def test_the_way_from_http_is_judged(where: str, result: str) -> None:
    assert result in [verdict.result for verdict in score(replace(ANSWER, over_http=where))[1]]


@pytest.mark.parametrize(
    ("script", "result"),
    [
        ("<script src='https://a.example/a.js'>", "but-external-scripts-loaded-securely"),
        ("<script src='//a.example/a.js'>", "and-external-scripts-not-loaded-securely"),
    ],
)
def test_scripts_of_others_are_judged(script: str, result: str) -> None:
    verdicts = score(replace(ANSWER, body=f"<html>{script}</script></html>"))[1]
    assert f"sri-not-implemented-{result}" in [verdict.result for verdict in verdicts]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/beheer/login/", "/over/"])
def test_the_site_has_more_than_all_points(path: str, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = True
    client = Client(SERVER_NAME="localhost")
    secure, plain = client.get(path, secure=True), client.get(path)
    answer = Answer(
        {name.lower(): value for name, value in secure.items()},
        secure.content.decode(),
        secure.cookies,
        plain["Location"],
    )
    points, verdicts = score(answer)
    assert points >= 130, verdicts
