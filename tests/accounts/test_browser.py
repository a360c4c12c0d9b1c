"""The log-in in a real browser: with a second factor and without JavaScript, and by axe."""

from __future__ import annotations

import base64

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from documents.models import Party
from kamerarchief.accounts import factor
from tests.accounts.people import PASSWORD, code_of, with_app
from tests.admin.test_browser import faults_at_every_width as faults
from tests.admin.test_browser import press
from tests.factories import make_document


def fill_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Gebruikersnaam").fill("merel")
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Aanmelden").click()


def shown_app(page: Page) -> TOTPDevice:
    """The app into which somebody types the key that the page shows."""
    key = base64.b32decode(page.locator(".account-code").inner_text().replace(" ", ""))
    return factor.proposed(User(), key.hex())


def test_a_whole_log_in_needs_no_javascript(
    guarded: None, page_without_javascript: Page, settings: Settings
) -> None:
    # after a wrong code a second must pass, which typing takes a person and not a test
    settings.OTP_TOTP_THROTTLE_FACTOR = settings.OTP_STATIC_THROTTLE_FACTOR = 0
    page = page_without_javascript
    User.objects.create_superuser("merel", password=PASSWORD)
    make_document()
    address = reverse("admin:documents_party_change", args=[Party.objects.get().pk])
    page.goto(address)
    fill_in(page)
    app = shown_app(page)
    page.get_by_label("De zes cijfers").fill(code_of(app))
    page.get_by_role("button", name="Instellen").click()
    recovery = page.locator("li.account-code").all_inner_texts()
    page.get_by_role("link", name="verder").click()
    expect(page.get_by_label("Naam:", exact=True)).to_be_visible()

    page.get_by_label("Naam:", exact=True).fill("Lijst Waterland")
    Session.objects.all().delete()
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Uw sessie is beëindigd")).to_be_visible()
    fill_in(page, "onzin")
    fill_in(page)
    page.get_by_label("Code").fill("aaaa-bbbb-cccc")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
    page.get_by_label("Code").fill(code_of(app, ahead=1))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="U bent weer aangemeld")).to_be_visible()
    page.get_by_role("button", name="Alsnog versturen").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Party.objects.get().name == "Lijst Waterland"
    assert len(recovery) == 10


@pytest.mark.looks
def test_every_page_of_the_log_in_passes_axe_at_every_width(guarded: None, page: Page) -> None:
    user = User.objects.create_superuser("merel", password=PASSWORD)
    make_document()
    found = {}
    page.goto(reverse("admin:second_factor"))
    fill_in(page)
    found["set up"] = faults(page)
    page.get_by_label("De zes cijfers").fill("onzin")
    press(page, "Instellen")
    found["set up, wrong"] = faults(page)
    page.get_by_label("De zes cijfers").fill(code_of(shown_app(page)))
    press(page, "Instellen")
    found["codes"] = faults(page)
    page.get_by_role("link", name="verder").click()
    for name in ("second_factor", "second_factor_recovery", "second_factor_remove"):
        page.goto(reverse(f"admin:{name}"))
        found[name] = faults(page)
    other = with_app(User.objects.create_user("gaai", password=PASSWORD)).user
    page.goto(reverse("admin:auth_user_second_factor", args=[other.pk]))
    found["reset"] = faults(page)
    for name, arguments in [("changelist", ()), ("change", (other.pk,)), ("add", ())]:
        page.goto(reverse(f"admin:auth_user_{name}", args=arguments))
        found[name] = faults(page)
    page.goto(reverse("admin:documents_party_change", args=[Party.objects.get().pk]))
    Session.objects.all().delete()
    press(page, "Opslaan", exact=True)
    found["ended"] = faults(page)
    fill_in(page)
    found["code"] = faults(page)
    page.get_by_label("Code").fill(factor.new_recovery_codes(user)[0])
    press(page, "Verder")
    found["resume"] = faults(page)
    page.context.clear_cookies()
    page.goto(reverse("admin:login"))
    for _ in range(10):
        fill_in(page, "onzin")
    expect(page.get_by_role("heading", name="Te veel pogingen")).to_be_visible()
    found["locked"] = faults(page)
    assert {name: those for name, those in found.items() if those} == {}
