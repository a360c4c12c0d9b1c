"""The roles: what each may do, and that nobody gives rights that he lacks."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kamerarchief.accounts import roles
from tests.accounts.people import PASSWORD, account, text

pytestmark = pytest.mark.django_db

NEW = "een heel nieuw woord"


def groups(*names: str) -> list[int]:
    return [Group.objects.get(name=name).pk for name in names]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change(client: Client, user: User, **fields: object) -> int:
    """The status with which the form of an account is answered; it sends all rights there are."""
    address = reverse("admin:auth_user_change", args=[user.pk])
    every = {
        "username": user.username,
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": [p.pk for p in Permission.objects.all()],
    }
    return client.post(address, {**every, **fields}).status_code


def may(user: User, *rights: str) -> list[bool]:
    fresh = User.objects.get(pk=user.pk)
    return [fresh.has_perm(f"documents.{right}") for right in rights]


RIGHTS = ("view_document", "add_upload", "correct_document", "publish_document")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("lezer", [True, False, False, False]),
        ("archivaris", [True, True, True, False]),
        ("hoofd", [True, True, True, True]),
    ],
)
def test_each_role_may_do_what_it_is_for(role: str, expected: list[bool]) -> None:
    assert may(account("merel", role), *RIGHTS) == expected


def test_every_right_of_a_role_is_there() -> None:
    user = account("merel", "hoofd")
    assert roles.rights_of(user=user) == roles.table()["hoofd"]


def test_only_a_hoofd_has_rights_that_need_a_second_factor() -> None:
    guarded = [role for role in roles.NAMES if roles.is_guarded(account(role, role))]
    assert guarded == ["hoofd"]
    assert roles.is_guarded(User.objects.create_superuser("gaai"))


def test_every_role_is_there_after_a_migration_and_is_put_right_by_the_next() -> None:
    user = account("merel", "lezer")
    before = roles.rights_of(user=user)
    lezer = Group.objects.get(name="lezer")
    lezer.permissions.set(Permission.objects.filter(codename__in=["delete_document", "add_user"]))
    Group.objects.filter(name="hoofd").delete()
    call_command("migrate", verbosity=0)
    assert roles.rights_of(user=user) == before
    assert Group.objects.filter(name__in=roles.NAMES).count() == 3
    assert list(user.groups.all()) == [lezer]


def test_a_hoofd_makes_an_account_and_gives_it_a_role() -> None:
    client = client_of(account("merel", "hoofd"))
    fields = {"username": "gaai", "password1": NEW, "password2": NEW, "usable_password": "true"}
    client.post(reverse("admin:auth_user_add"), fields)
    made = User.objects.get(username="gaai")
    assert change(client, made, groups=groups("archivaris")) == 302
    made.refresh_from_db()
    assert [group.name for group in made.groups.all()] == ["archivaris"]
    assert made.is_staff


def test_a_hoofd_makes_no_superuser_and_gives_no_single_rights() -> None:
    hoofd, other = account("merel", "hoofd"), account("gaai", "lezer")
    client = client_of(hoofd)
    for user, role in ((hoofd, "hoofd"), (other, "lezer")):
        assert change(client, user, groups=groups(role)) == 302
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_a_hoofd_does_not_touch_a_superuser() -> None:
    top = User.objects.create_superuser("gaai", password=PASSWORD)
    client = client_of(account("merel", "hoofd"))
    assert "gaai" not in text(client.get(reverse("admin:auth_user_changelist")))
    change(client, top, username="ekster")
    fields = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[top.pk]), fields)
    top.refresh_from_db()
    assert top.username == "gaai"
    assert top.check_password(PASSWORD)


@pytest.mark.parametrize("active", [True, False])
def test_a_hoofd_does_not_touch_one_who_has_more_rights(active: bool) -> None:
    other = account("gaai", "lezer")
    other.user_permissions.set(Permission.objects.filter(codename="delete_group"))
    User.objects.filter(pk=other.pk).update(is_active=active)
    client = client_of(account("merel", "hoofd"))
    assert change(client, other, username="ekster") == 403
    address = reverse("admin:auth_user_password_change", args=[other.pk])
    fields = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert client.post(address, fields).status_code == 403
    other.refresh_from_db()
    assert other.username == "gaai"
    assert other.check_password(PASSWORD)


def test_one_who_may_only_change_accounts_cannot_make_himself_hoofd() -> None:
    user = account("merel", "lezer")
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    client = client_of(user)
    assert change(client, user, groups=groups("lezer", "hoofd")) == 200
    assert change(client, user, groups=groups("lezer")) == 302
    assert may(user, "publish_document") == [False]
    assert User.objects.get().user_permissions.count() == 2


def test_a_hoofd_leaves_other_groups_of_an_account_as_they_are() -> None:
    other = account("gaai", "lezer")
    club = Group.objects.create(name="kring")
    stranger = Group.objects.create(name="vreemd")
    other.groups.add(club)
    client = client_of(account("merel", "hoofd"))
    assert change(client, other, groups=[*groups("archivaris"), stranger.pk]) == 200
    assert change(client, other, groups=[*groups("archivaris"), club.pk]) == 302
    assert {group.name for group in other.groups.all()} == {"archivaris", "kring"}


def test_only_a_superuser_changes_what_a_role_may_do() -> None:
    client = client_of(account("merel", "hoofd"))
    lezer = Group.objects.get(name="lezer")
    assert client.get(reverse("admin:auth_group_change", args=[lezer.pk])).status_code == 403
    top = client_of(User.objects.create_superuser("gaai", password=PASSWORD))
    assert top.get(reverse("admin:auth_group_change", args=[lezer.pk])).status_code == 200


def test_a_superuser_sets_every_right_of_an_account() -> None:
    other = account("gaai", "lezer")
    top = client_of(User.objects.create_superuser("merel", password=PASSWORD))
    assert change(top, other, groups=groups("lezer")) == 302
    other.refresh_from_db()
    assert other.is_superuser


@pytest.mark.parametrize("role", ["lezer", "archivaris"])
def test_others_see_no_accounts(role: str) -> None:
    client = client_of(account("merel", role))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_no_secret_of_a_factor_is_in_the_admin() -> None:
    top = client_of(User.objects.create_superuser("gaai", password=PASSWORD))
    assert "otp" not in top.get(reverse("admin:index")).content.decode()
    assert top.get("/beheer/otp_totp/totpdevice/").status_code == 404
