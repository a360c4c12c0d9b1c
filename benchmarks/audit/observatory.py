"""The rules by which the Mozilla HTTP Observatory scores a site, from what one answer says.

After its document "Tests & scoring": a site begins at 100; what is wrong costs points, and where
90 are left, what is better than needed adds some. What depends on more than an answer can say is
left at nothing: whether browsers have the site in their list of HSTS, and certificates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import Morsel
from typing import Any, NamedTuple

from lxml import html

HALF_A_YEAR = 15768000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}
BASELINE, LEAST_FOR_BONUS = 100, 90


class Verdict(NamedTuple):
    """What one test says, in the Observatory's own words, and the points that it gives."""

    result: str
    points: int


@dataclass(frozen=True)
class Answer:
    """An answer over HTTPS: its headers by names in small letters, its cookies and its body.

    `over_http` is where the same address leads over plain HTTP: '' where it leads nowhere.
    """

    headers: Mapping[str, str]
    body: str
    cookies: Mapping[str, Morsel[str]] = field(default_factory=dict)
    over_http: str = ""
    host: str = "localhost"


def score(answer: Answer) -> tuple[int, list[Verdict]]:
    """The points of the answer, at least 0, and the verdict of each test."""
    verdicts = list(_verdicts(answer))
    left = BASELINE + sum(verdict.points for verdict in verdicts if verdict.points < 0)
    if left >= LEAST_FOR_BONUS:
        left += sum(verdict.points for verdict in verdicts if verdict.points > 0)
    return max(left, 0), verdicts


def _verdicts(answer: Answer) -> Iterator[Verdict]:
    yield _csp(policy(answer.headers.get("content-security-policy", "")))
    yield _cookies(answer)
    yield _sharing(answer.headers)
    yield _redirection(answer)
    yield _referrer(answer.headers.get("referrer-policy"))
    yield _hsts(answer.headers.get("strict-transport-security"))
    yield _integrity(answer)
    yield _sniffing(answer.headers.get("x-content-type-options"))
    yield _framing(answer.headers)
    yield _resource(answer.headers.get("cross-origin-resource-policy"))


# The content security policy


def policy(text: str) -> dict[str, list[str]]:
    """The directives of a policy, with their sources in small letters."""
    parts = (part.split() for part in text.lower().split(";"))
    return {words[0]: words[1:] for words in parts if words}


def _csp(rules: dict[str, list[str]]) -> Verdict:
    if not rules:
        return Verdict("csp-not-implemented", -25)
    default = rules.get("default-src", ["*"])
    scripts = rules.get("script-src", default)
    objects = rules.get("object-src", default)
    styles = rules.get("style-src", default)
    if _is_loose(scripts) or any(_is_broad(source) for source in objects):
        return Verdict("csp-implemented-with-unsafe-inline", -20)
    if any(source.startswith(("http:", "ftp:")) for source in [*scripts, *objects, *styles]):
        return Verdict("csp-implemented-with-insecure-scheme", -20)
    if "'unsafe-eval'" in scripts + styles:
        return Verdict("csp-implemented-with-unsafe-eval", -10)
    passive = [s for name in ("img-src", "media-src") for s in rules.get(name, default)]
    if any(source.startswith("http:") for source in passive):
        return Verdict("csp-implemented-with-insecure-scheme-in-passive-content-only", -10)
    if _is_loose(styles):
        return Verdict("csp-implemented-with-unsafe-inline-in-style-src-only", 0)
    if default == ["'none'"]:
        return Verdict("csp-implemented-with-no-unsafe-default-src-none", 10)
    return Verdict("csp-implemented-with-no-unsafe", 5)


def _is_loose(sources: list[str]) -> bool:
    """Whether what stands in the page itself may run, or what comes from anywhere."""
    guarded = any(source.startswith(("'nonce-", "'sha")) for source in sources)
    inline = "'unsafe-inline'" in sources and not guarded
    return inline or "data:" in sources or any(map(_is_broad, sources))


def _is_broad(source: str) -> bool:
    return source in ("*", "http:", "https:", "http://*", "https://*", "ftp:")


# What else stands in the headers


def _cookies(answer: Answer) -> Verdict:
    if not answer.cookies:
        return Verdict("cookies-not-found", 0)
    safe_transport = _hsts(answer.headers.get("strict-transport-security")).points >= 0
    return min((_cookie(m, safe_transport) for m in answer.cookies.values()), key=_points)


def _points(verdict: Verdict) -> int:
    return verdict.points


def _cookie(cookie: Morsel[str], safe_transport: bool) -> Verdict:
    name, same_site = cookie.key.lower(), str(cookie["samesite"]).lower()
    is_session = "login" in name or "sess" in name
    if not cookie["secure"]:
        what = (
            "cookies-session-without-secure-flag" if is_session else "cookies-without-secure-flag"
        )
        if safe_transport:
            return Verdict(f"{what}-but-protected-by-hsts", -10 if is_session else -5)
        return Verdict(what, -40 if is_session else -20)
    if is_session and not cookie["httponly"]:
        return Verdict("cookies-session-without-httponly-flag", -30)
    if "csrf" in name and not same_site:
        return Verdict("cookies-anticsrf-without-samesite-flag", -20)
    if same_site in ("strict", "lax"):
        return Verdict("cookies-secure-with-httponly-sessions-and-samesite", 5)
    if same_site not in ("", "none"):
        return Verdict("cookies-samesite-flag-invalid", -20)
    return Verdict("cookies-secure-with-httponly-sessions", 0)


def _sharing(headers: Mapping[str, str]) -> Verdict:
    allowed = headers.get("access-control-allow-origin")
    with_credentials = headers.get("access-control-allow-credentials", "").lower() == "true"
    if allowed is None:
        return Verdict("cross-origin-resource-sharing-not-implemented", 0)
    if allowed == "*":
        return Verdict("cross-origin-resource-sharing-implemented-with-public-access", 0)
    if with_credentials:
        return Verdict("cross-origin-resource-sharing-implemented-with-universal-access", -50)
    return Verdict("cross-origin-resource-sharing-implemented-with-restricted-access", 0)


def _redirection(answer: Answer) -> Verdict:
    if not answer.over_http:
        return Verdict("redirection-missing", -20)
    if not answer.over_http.startswith("https://"):
        return Verdict("redirection-not-to-https", -20)
    if answer.over_http.split("/")[2].partition(":")[0] != answer.host:
        return Verdict("redirection-off-host-from-http", -5)
    return Verdict("redirection-to-https", 0)


def _referrer(value: str | None) -> Verdict:
    if value is None:
        return Verdict("referrer-policy-not-implemented", 0)
    last = [word.strip() for word in value.lower().split(",")][-1]
    if last in PRIVATE:
        return Verdict("referrer-policy-private", 5)
    return Verdict(f"referrer-policy-{'unsafe' if last in UNSAFE else 'header-invalid'}", -5)


def _hsts(value: str | None) -> Verdict:
    if value is None:
        return Verdict("hsts-not-implemented", -20)
    found = re.search(r"max-age=\"?(\d+)", value)
    if not found:
        return Verdict("hsts-header-invalid", -20)
    if int(found[1]) < HALF_A_YEAR:
        return Verdict("hsts-implemented-max-age-less-than-six-months", -10)
    return Verdict("hsts-implemented-max-age-at-least-six-months", 0)


def _sniffing(value: str | None) -> Verdict:
    if value is None:
        return Verdict("x-content-type-options-not-implemented", -5)
    if value.lower() != "nosniff":
        return Verdict("x-content-type-options-header-invalid", -5)
    return Verdict("x-content-type-options-nosniff", 0)


def _framing(headers: Mapping[str, str]) -> Verdict:
    if "frame-ancestors" in policy(headers.get("content-security-policy", "")):
        return Verdict("x-frame-options-implemented-via-csp", 5)
    value = headers.get("x-frame-options", "").lower()
    if value in ("deny", "sameorigin"):
        return Verdict("x-frame-options-sameorigin-or-deny", 0)
    return Verdict(f"x-frame-options-{'header-invalid' if value else 'not-implemented'}", -20)


def _resource(value: str | None) -> Verdict:
    if value is None:
        return Verdict("corp-not-implemented", 0)
    if value in ("same-origin", "same-site"):
        return Verdict(f"corp-implemented-with-{value}", 10)
    if value == "cross-origin":
        return Verdict("corp-implemented-with-cross-origin", 0)
    return Verdict("corp-header-invalid", -5)


# The scripts of the page


def _integrity(answer: Answer) -> Verdict:
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return Verdict("sri-not-implemented-response-not-html", 0)
    scripts = html.fromstring(answer.body).xpath("//script[@src]")
    if not scripts:
        return Verdict("sri-not-implemented-but-no-scripts-loaded", 0)
    foreign = [script for script in scripts if _is_foreign(script.get("src"), answer.host)]
    if foreign:
        return min(map(_foreign, foreign), key=_points)
    if any(script.get("integrity") for script in scripts):
        return Verdict("sri-implemented-and-all-scripts-loaded-securely", 5)
    return Verdict("sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)


def _is_foreign(source: str, host: str) -> bool:
    found = re.match(r"(?:https?:)?//([^/:]+)", source)
    return bool(found and found[1] != host)


def _foreign(script: Any) -> Verdict:
    guarded, secure = script.get("integrity"), script.get("src").startswith("https:")
    if guarded and secure:
        return Verdict("sri-implemented-and-external-scripts-loaded-securely", 5)
    if guarded:
        return Verdict("sri-implemented-but-external-scripts-not-loaded-securely", -20)
    if secure:
        return Verdict("sri-not-implemented-but-external-scripts-loaded-securely", -5)
    return Verdict("sri-not-implemented-and-external-scripts-not-loaded-securely", -50)
