"""The three roles, what each may do, and which rights need a second factor."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission, User
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

#: What each role may do beyond reading, and beyond the role before it.
ARCHIVARIS = {"documents.add_upload", "documents.correct_document", "documents.see_sources"}
HOOFD = {
    "documents.publish_document",
    "documents.withdraw_document",
    "documents.redact_document",
    "documents.merge_names",
    "documents.delete_document",
    "auth.view_user",
    "auth.add_user",
    "auth.change_user",
}
NAMES = ("lezer", "archivaris", "hoofd")


def table() -> dict[str, set[str]]:
    """The roles with all their rights: 'hoofd' -> {'documents.publish_document', ...}."""
    models = apps.get_app_config("documents").get_models()
    reader = {f"documents.view_{model._meta.model_name}" for model in models}
    archivist = reader | ARCHIVARIS
    return dict(zip(NAMES, (reader, archivist, archivist | HOOFD), strict=True))


def after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    """Puts the roles right once the rights are there; who has which role stays as it is."""
    if using == DEFAULT_DB_ALIAS and sender.label in {"auth", "documents"}:
        repair()


def repair() -> None:
    """Makes the groups of the roles, and gives each exactly its rights."""
    for name, rights in table().items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(_named(Permission.objects.all()).filter(right__in=rights))


def _named(permissions: QuerySet[Permission]) -> QuerySet[Any]:
    """The permissions, each with its `right`: 'documents.add_upload'."""
    right = Concat(F("content_type__app_label"), Value("."), F("codename"))
    return permissions.annotate(right=right)


def rights_of(*, user: User | None = None, group: Group | None = None) -> set[str]:
    """The rights that are given to a user, also to one who may not sign in, or to a group."""
    given = Q(group=group) if group else Q(user=user) | Q(group__user=user)
    return set(_named(Permission.objects.filter(given)).values_list("right", flat=True))


def is_guarded(user: User) -> bool:
    """Whether a user may do what needs a second factor: publish, take away, or give rights."""
    return user.is_superuser or any(map(_is_guarded, user.get_all_permissions()))


def _is_guarded(right: str) -> bool:
    return right in HOOFD or right.startswith("auth.") or ".delete_" in right
