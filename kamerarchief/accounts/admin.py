"""The admin of accounts: nobody gives rights that he lacks, or touches one who has more."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import factor, log, roles, sessions

#: What only a superuser may set.
FOR_SUPERUSERS = {"is_superuser", "user_permissions"}

admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


@admin.register(Group)
class Groups(GroupAdmin):
    """The roles; they have their rights from `manage.py prepare`, so only superusers see them."""

    filter_horizontal = ()  # its script puts labels where a screen reader finds none

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class Users(UserAdmin):  # type: ignore[type-arg]
    """Accounts, as far as who looks may know of them."""

    list_display = ("username", "first_name", "last_name", "roles", "is_staff", "is_active")
    readonly_fields = ("last_login", "date_joined", "second_factor", "sessions")
    filter_horizontal = ()

    class Media:
        css = {"all": ["accounts.css"]}

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="rollen")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"

    @admin.display(description="tweede factor")
    def second_factor(self, user: User) -> str:
        if not factor.app_of(user):
            return "niet ingesteld"
        address = reverse("admin:auth_user_second_factor", args=[user.pk])
        return format_html('ingesteld – <a href="{}">wissen</a>', address)

    @admin.display(description="open sessies")
    def sessions(self, user: User) -> str:
        number = len(sessions.of(user))
        if not number:
            return "geen"
        address = reverse("admin:auth_user_sessions", args=[user.pk])
        return format_html('{} – <a href="{}">beëindigen</a>', number, address)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = super().get_queryset(request).prefetch_related("groups")
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if obj is None:
            return sets
        hidden = set() if request.user.is_superuser else FOR_SUPERUSERS
        shown = [
            (title, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for title, options in sets
        ]
        return [*shown, ("Aanmelden", {"fields": ["second_factor", "sessions"]})]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        groups: Any = form.base_fields.get("groups")
        if groups and not request.user.is_superuser:
            groups.queryset = _groups_to_give(request, obj)
        return form

    def get_urls(self) -> list[URLPattern]:
        own = [
            ("tweede-factor", self.reset_second_factor, "auth_user_second_factor"),
            ("sessies", self.end_sessions, "auth_user_sessions"),
        ]
        made = [
            path(f"<path:object_id>/{word}/", self.admin_site.admin_view(view), name=name)
            for word, view, name in own
        ]
        return [*made, *super().get_urls()]

    def reset_second_factor(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks whether the factor of another must go, and takes it away."""
        user = self._other(request, object_id)
        if request.method == "POST":
            return self._reset(request, user)
        return self._ask(request, user, "reset", f"Tweede factor van {user} wissen")

    def end_sessions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks whether the sessions of another must end, and ends them."""
        user = self._other(request, object_id)
        found = sessions.of(user)
        if request.method == "POST":
            log.ended(sessions.end(found), user, request)
            self.log_change(request, user, "Sessies beëindigd.")
            messages.success(request, f"De sessies van {user} zijn beëindigd.")
            return redirect("admin:auth_user_change", user.pk)
        title = f"Sessies van {user} beëindigen"
        return self._ask(request, user, "end", title, number=len(found))

    def _other(self, request: HttpRequest, object_id: str) -> User:
        """The account of another that who asks may change; one's own goes by password."""
        user: User | None = self.get_object(request, object_id)
        if user is None:
            raise Http404
        if user == request.user or not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def _ask(
        self, request: HttpRequest, user: User, page: str, title: str, **more: Any
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "original": user,
            **more,
        }
        return render(request, f"accounts/{page}.html", context)

    def _reset(self, request: HttpRequest, user: User) -> HttpResponse:
        factor.remove(user)
        log.factor("reset", user, request)
        self.log_change(request, user, "Tweede factor gewist.")
        messages.success(request, f"De tweede factor van {user} is gewist.")
        return redirect("admin:auth_user_change", user.pk)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    """Whether who asks has every right that this account has, so gains none by it."""
    if user is None or request.user.is_superuser:
        return True
    return not user.is_superuser and roles.rights_of(user=user) <= _own_rights(request)


def _groups_to_give(request: HttpRequest, user: User) -> QuerySet[Group]:
    """The roles that who asks may give; and the groups that the account has, which it keeps."""
    own = _own_rights(request)
    ready = Group.objects.filter(name__in=roles.NAMES)
    mine = [group.pk for group in ready if roles.rights_of(group=group) <= own]
    return Group.objects.filter(Q(pk__in=mine) | Q(user=user)).distinct()


def _own_rights(request: HttpRequest) -> set[str]:
    return cast(User, request.user).get_all_permissions()
