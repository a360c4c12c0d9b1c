"""The second factor: set up, asked for, used once, renewed, removed, and who needs it."""

from __future__ import annotations

import base64
import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html
from pytest_django.fixtures import Settings

from documents.models import Upload, UploadedFile
from kamerarchief.accounts import factor
from tests.accounts.people import (
    PASSWORD,
    account,
    code_of,
    is_let_in,
    show_code,
    sign_in,
    text,
    with_app,
)
from tests.admin.conftest import set_file
from tests.uploaded import read_of

pytestmark = pytest.mark.django_db

SETUP, OVERVIEW = "admin:second_factor_setup", "admin:second_factor"
RECOVERY, REMOVE = "admin:second_factor_recovery", "admin:second_factor_remove"


def proposed(client: Client) -> TOTPDevice:
    """The app that reads what the page to set up shows."""
    page = html.fromstring(client.get(reverse(SETUP)).content.decode())
    (secret,) = page.xpath("//*[contains(@class, 'account-code')]")
    return factor.proposed(User(), _hex(secret.text_content()))


def _hex(secret: str) -> str:
    return base64.b32decode(secret.replace(" ", "")).hex()


def set_up(client: Client) -> tuple[TOTPDevice, list[str]]:
    """The app that a client sets up, and the recovery codes that it is shown."""
    app = proposed(client)
    page = client.post(reverse(SETUP), {"code": code_of(app)})
    assert page.status_code == 200
    return app, html.fromstring(page.content.decode()).xpath("//li/text()")


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user.get_username())
    return client


def verified(user: User) -> Client:
    """A client that has shown a factor, with a recovery code so that the app has its codes left."""
    client = signed_in(user)
    show_code(client, factor.new_recovery_codes(user)[0])
    return client


def test_one_who_may_publish_is_led_to_set_up_a_factor(guarded: None, client: Client) -> None:
    account("merel", "hoofd")
    page = sign_in(client, "merel")
    assert not is_let_in(client)
    page = client.get(page["Location"], follow=True)
    assert page.redirect_chain[0][0].startswith(reverse(SETUP))
    _, codes = set_up(client)
    assert len(set(codes)) == 10
    assert is_let_in(client)
    assert not is_let_in(signed_in(User.objects.get()))


def test_the_image_says_what_the_text_says(client: Client) -> None:
    client.force_login(account("merel"))
    page = html.fromstring(client.get(reverse(SETUP)).content.decode())
    (image,) = page.xpath("//img")
    assert image.get("src").startswith("data:image/svg+xml")
    assert image.get("alt")


def test_a_wrong_code_sets_nothing_up(client: Client) -> None:
    client.force_login(account("merel"))
    app = proposed(client)
    wrong = f"{(int(code_of(app)) + 1) % 1000000:06}"
    for code in (wrong, "", "abc", "１２３４５６", "9" * 40):
        page = client.post(reverse(SETUP), {"code": code})
        assert page.status_code == 400
        assert "klopt niet" in text(page)
    assert not TOTPDevice.objects.exists()
    assert client.post(reverse(SETUP), {"code": code_of(app)}).status_code == 200


def test_a_code_lets_in_once(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    code = code_of(app)
    one, other = signed_in(app.user), signed_in(app.user)
    assert show_code(one, code).status_code == 302
    assert is_let_in(one)
    assert show_code(other, code).status_code == 400
    assert not is_let_in(other)


def test_the_code_that_set_it_up_does_not_let_in(guarded: None) -> None:
    user = account("merel", "hoofd")
    app, _ = set_up(signed_in(user))
    other = signed_in(user)
    assert show_code(other, code_of(app)).status_code == 400
    assert not is_let_in(other)


def test_a_recovery_code_lets_in_once_however_it_is_typed(guarded: None) -> None:
    user = account("merel", "hoofd")
    _, codes = set_up(signed_in(user))
    one, other = signed_in(user), signed_in(user)
    assert show_code(one, f" {codes[0].upper().replace('-', ' ')} ").status_code == 302
    assert is_let_in(one)
    assert "nog 9 herstelcodes" in text(one.get(reverse(OVERVIEW)))
    assert show_code(other, codes[0]).status_code == 400
    assert not is_let_in(other)


def test_recovery_codes_cannot_be_read_from_the_database(guarded: None) -> None:
    _, codes = set_up(signed_in(account("merel")))
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert kept.isdisjoint({factor.plain(code) for code in codes})


def test_wrong_codes_must_wait_longer_each_time(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = signed_in(app.user)
    wrong = f"{(int(code_of(app)) + 1) % 1000000:06}"
    assert show_code(client, wrong).status_code == 400
    early = show_code(client, code_of(app))
    assert early.status_code == 429
    assert "even wachten" in text(early)
    assert not is_let_in(client)
    TOTPDevice.objects.update(
        throttling_failure_count=8, throttling_failure_timestamp=timezone.now()
    )
    assert show_code(client, code_of(app)).status_code == 429
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(seconds=129))
    assert show_code(client, code_of(app)).status_code == 302


def test_wrong_recovery_codes_must_wait_too(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    codes = factor.new_recovery_codes(app.user)
    client = signed_in(app.user)
    assert show_code(client, "aaaa-aaaa-aaaa").status_code == 400
    assert show_code(client, codes[0]).status_code == 429
    StaticDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=1))
    assert show_code(client, codes[0]).status_code == 302


def test_a_code_of_another_lets_nobody_in(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    other = with_app(account("gaai", "hoofd"))
    client = signed_in(app.user)
    assert show_code(client, code_of(other)).status_code == 400
    StaticDevice.objects.all().delete()
    assert show_code(client, factor.new_recovery_codes(other.user)[0]).status_code == 400
    assert not is_let_in(client)


def test_before_the_code_no_page_opens_but_a_few(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = signed_in(app.user)
    addresses = ["index", "documents_document_changelist", "auth_user_add", "resume"]
    addresses += ["second_factor", "second_factor_recovery", "second_factor_remove"]
    for name in addresses:
        page = client.get(reverse(f"admin:{name}"))
        assert page.status_code == 302, name
        assert page["Location"].startswith(reverse("admin:second_factor_code")), name
    assert client.get(reverse("admin:password_change")).status_code == 200
    assert client.get("/beheer/bestaat-niet/").status_code == 302
    assert client.post(reverse("admin:logout")).status_code == 200


def test_setting_up_another_app_needs_the_first(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = signed_in(app.user)
    page = client.get(reverse(SETUP), follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("admin:second_factor_code"))
    client.post(reverse(SETUP), {"code": code_of(app)})
    assert TOTPDevice.objects.get() == app
    assert not is_let_in(client)


def send(client: Client) -> None:
    """Uploads a good file."""
    file = SimpleUploadedFile("veer.json", set_file())
    read_of(client, {"file": file})


def test_nothing_is_published_before_the_code(guarded: None, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    User.objects.create_superuser("merel", password=PASSWORD)
    client = signed_in(User.objects.get())
    send(client)
    settings.SECOND_FACTOR = True
    address = reverse("admin:documents_upload_change", args=[Upload.objects.get().pk])
    page = client.post(address, {"decision": "publish all"})
    assert page.status_code == 302
    assert page["Location"].startswith(reverse(SETUP))
    assert UploadedFile.objects.get().state == UploadedFile.State.WAITING
    send(client)
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("role", ["lezer", "archivaris", ""])
def test_one_who_may_not_publish_needs_no_factor(guarded: None, role: str) -> None:
    assert is_let_in(signed_in(account("merel", role)))


def test_one_who_set_up_a_factor_must_use_it(settings: Settings) -> None:
    app = with_app(account("merel", "lezer"))
    client = signed_in(app.user)
    assert not is_let_in(client)
    show_code(client, code_of(app))
    assert is_let_in(client)


def test_on_a_laptop_no_factor_is_needed(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert is_let_in(signed_in(account("merel", "hoofd")))


def test_the_code_leads_on_to_the_page_that_was_asked_for(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = signed_in(app.user)
    wanted = reverse("admin:documents_document_changelist") + "?q=veer"
    asked = client.get(wanted)["Location"]
    assert client.post(asked, {"code": code_of(app)})["Location"] == wanted


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example/", "/zoeken/"])
def test_the_code_leads_nowhere_else(guarded: None, elsewhere: str) -> None:
    app = with_app(account("merel", "hoofd"))
    asked = reverse("admin:second_factor_code", query={"next": elsewhere})
    answer = signed_in(app.user).post(asked, {"code": code_of(app)})
    assert answer["Location"] == reverse("admin:index")


def test_new_recovery_codes_take_the_place_of_the_old(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = verified(app.user)
    old = factor.new_recovery_codes(app.user)
    page = client.post(reverse(RECOVERY), {"password": "onzin"})
    assert page.status_code == 400
    page = client.post(reverse(RECOVERY), {"password": PASSWORD})
    new = html.fromstring(page.content.decode()).xpath("//li/text()")
    assert len(new) == 10
    assert page["Cache-Control"].count("no-store") == 1
    assert not any(code in text(client.get(reverse(RECOVERY))) for code in new)
    other = signed_in(app.user)
    show_code(other, old[0])
    assert not is_let_in(other)
    StaticDevice.objects.update(throttling_failure_count=0)
    show_code(other, new[0])
    assert is_let_in(other)


def test_removing_needs_both_password_and_code(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = verified(app.user)
    for password, code in [("onzin", code_of(app)), (PASSWORD, ""), (PASSWORD, "aaaa")]:
        page = client.post(reverse(REMOVE), {"password": password, "code": code})
        assert page.status_code == 400
    assert TOTPDevice.objects.exists()
    page = client.post(reverse(REMOVE), {"password": PASSWORD, "code": code_of(app)})
    assert page.status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()


def test_a_factor_that_is_removed_closes_every_session(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    one, other = verified(app.user), verified(app.user)
    one.post(reverse(REMOVE), {"password": PASSWORD, "code": code_of(app)})
    assert not is_let_in(one)
    assert not is_let_in(other)


def test_guessing_the_password_on_a_page_of_the_factor_is_locked(guarded: None) -> None:
    app = with_app(account("merel", "hoofd"))
    client = verified(app.user)
    statuses = [
        client.post(reverse(RECOVERY), {"password": f"onzin {i}"}).status_code for i in range(11)
    ]
    assert statuses == [400] * 9 + [429] * 2


def reset_page(user: User) -> str:
    return reverse("admin:auth_user_second_factor", args=[user.pk])


def test_a_hoofd_resets_the_factor_of_another(
    guarded: None, caplog: pytest.LogCaptureFixture
) -> None:
    lost = with_app(account("gaai", "hoofd")).user
    client = verified(with_app(account("merel", "hoofd")).user)
    page = client.get(reverse("admin:auth_user_change", args=[lost.pk]))
    assert reset_page(lost) in page.content.decode()
    assert "Wis de tweede factor van gaai alleen" in text(client.get(reset_page(lost)))
    assert factor.app_of(lost)
    client.post(reset_page(lost))
    assert not factor.app_of(lost)
    assert "second factor reset: 'gaai' by 'merel' from 127.0.0.1" in caplog.text


def test_nobody_resets_his_own_factor_or_that_of_a_superuser(guarded: None) -> None:
    hoofd = with_app(account("merel", "hoofd")).user
    top = with_app(User.objects.create_superuser("gaai", password=PASSWORD)).user
    client = verified(hoofd)
    assert client.post(reset_page(hoofd)).status_code == 403
    assert client.post(reset_page(top)).status_code == 404
    assert factor.app_of(hoofd)
    assert factor.app_of(top)


def test_an_archivist_resets_no_factor(guarded: None, client: Client) -> None:
    lost = with_app(account("gaai", "hoofd")).user
    client.force_login(account("merel", "archivaris"))
    assert client.post(reset_page(lost)).status_code == 403
    assert factor.app_of(lost)


def test_the_command_resets_a_factor(capsys: pytest.CaptureFixture[str]) -> None:
    user = with_app(account("merel", "hoofd")).user
    call_command("reset_second_factor", "merel")
    assert not factor.app_of(user)
    assert "merel is gewist" in capsys.readouterr().out
    with pytest.raises(CommandError, match="geen account gaai"):
        call_command("reset_second_factor", "gaai")


def test_every_code_is_logged_without_the_code(
    guarded: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kamerarchief.accounts")
    app = with_app(account("merel", "hoofd"))
    client = signed_in(app.user)
    show_code(client, "aaaa")
    show_code(client, code_of(app))
    told = [r.getMessage() for r in caplog.records if r.getMessage().startswith("code")]
    assert told == ["code wrong: 'merel' from 127.0.0.1", "code right: 'merel' from 127.0.0.1"]
    assert code_of(app) not in caplog.text


def test_what_becomes_of_a_factor_is_logged(
    guarded: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kamerarchief.accounts")
    user = account("merel", "hoofd")
    client = signed_in(user)
    app, codes = set_up(client)
    client.post(reverse(REMOVE), {"password": PASSWORD, "code": codes[0]})
    told = [r.getMessage() for r in caplog.records if r.getMessage().startswith("second factor")]
    assert told == [
        "second factor set: 'merel' by 'merel' from 127.0.0.1",
        "second factor removed: 'merel' by 'merel' from 127.0.0.1",
    ]
    assert not any(code in caplog.text for code in [*codes, code_of(app)])
