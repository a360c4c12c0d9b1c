"""Accounts with a role and a second factor, and the codes that their apps show."""

from __future__ import annotations

import time

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from kamerarchief.accounts import roles

PASSWORD = "de veerpont vaart weer"


def account(name: str, role: str = "") -> User:
    """A member of staff with this role; with none he has no rights."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    if role:
        create_permissions(apps.get_app_config("documents"), verbosity=0)
        roles.repair()
        user.groups.add(Group.objects.get(name=role))
    return user


def with_app(user: User) -> TOTPDevice:
    """The app with which a user makes codes from now on."""
    device: TOTPDevice = TOTPDevice.objects.create(user=user, name="app")
    return device


def code_of(device: TOTPDevice, ahead: int = 0) -> str:
    """The code that an app shows now, or so many codes later."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + ahead * device.step
    return f"{totp.token():06}"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """What the form to sign in answers; more may be `next` and `kept`."""
    address = reverse("admin:login")
    return client.post(address, {"username": name, "password": password, **more})


def show_code(client: Client, code: str) -> HttpResponse:
    """What the page that asks for a code answers."""
    return client.post(reverse("admin:second_factor_code"), {"code": code})


def is_let_in(client: Client) -> bool:
    """Whether the front page of /beheer/ opens."""
    return client.get(reverse("admin:index")).status_code == 200


def text(response: HttpResponse) -> str:
    """What one reads on a page, with single spaces."""
    page = html.fromstring(response.content.decode())
    return " ".join(page.text_content().split())


def hidden(response: HttpResponse, form: str = "//form") -> dict[str, list[str]]:
    """The hidden fields of the forms on a page, without the token."""
    page = html.fromstring(response.content.decode())
    found: dict[str, list[str]] = {}
    for field in page.xpath(f"{form}//input[@type='hidden']"):
        found.setdefault(field.get("name"), []).append(field.get("value"))
    found.pop("csrfmiddlewaretoken", None)
    return found
