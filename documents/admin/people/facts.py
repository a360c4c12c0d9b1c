"""Facts in the admin: persons with their offices, seats and parties; cabinets; successions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ...archive.decisions import facts
from ...models import (
    Cabinet,
    Membership,
    MinistrySuccession,
    Office,
    PartySuccession,
    Person,
    Seat,
)
from ..history import Recorded
from ..merging import WithMerging
from ..rights import may
from . import unresolved
from .fields import DAYS, known_only, plain
from .following import WithFollowing


class Editable(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of facts: changed and added by who may change names, and never removed."""

    formfield_overrides = DAYS
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        seen: bool = super().has_view_permission(request, obj)
        return seen or may(request, "merge_names")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request, "merge_names")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, "merge_names")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return known_only(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return plain(super().formfield_for_dbfield(db_field, request, **kwargs))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by = request.user.get_username()
        if change:
            facts.change(obj, {key: form.cleaned_data[key] for key in form.changed_data}, by=by)
        else:
            facts.add(obj, by=by)


class FactFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of a person: one that comes from a table is not removed."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.key and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.key:
                raise ValidationError("Een regel uit een tabel zet u op ‘telt niet mee’.")


class FactInline(admin.StackedInline):  # type: ignore[type-arg]
    """Facts of one person."""

    formset = FactFormSet
    formfield_overrides = DAYS
    extra = 1
    readonly_fields = ("by_hand",)

    @admin.display(description="met de hand", boolean=True)
    def by_hand(self, row: Any) -> bool:
        return bool(row.edited)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, "merge_names") or bool(super().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return known_only(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return plain(super().formfield_for_dbfield(db_field, request, **kwargs))


def _may_change(request: HttpRequest, person: Any) -> bool:
    """A person who was made one with another is changed no more."""
    return may(request, "merge_names") and not (person and person.merged_into_id)


class OfficeInline(FactInline):
    model = Office
    fields = (
        ("role", "ministry", "portfolio"),
        ("start", "end", "cabinet", "acting"),
        ("source", "void", "by_hand"),
    )


class SeatInline(FactInline):
    model = Seat
    fields = (("chamber", "start", "end"), ("source", "void", "by_hand"))


class MembershipInline(FactInline):
    model = Membership
    fields = (("party", "start", "end"), ("source", "void", "by_hand"))


@admin.register(Person)
class PersonAdmin(WithMerging, WithFollowing, Editable, Recorded):
    """Persons; the name in full follows from its parts, and the address stays."""

    can_respell = False
    fields = (
        *("surname", "particle", "initials", "first_name", "other", "source"),
        *("edited", "slug"),
    )
    readonly_fields = ("edited", "slug")
    inlines = (OfficeInline, SeatInline, MembershipInline)
    list_display = ("listed", "merged", "edited", "source")
    list_filter = ("edited",)
    list_select_related = ("merged_into",)
    search_fields = ("name", "surname", "other", "slug")
    change_form_template = "admin/documents/people/person.html"

    @admin.display(description="naam", ordering="surname")
    def listed(self, row: Person) -> str:
        return row.listed

    @admin.display(description="samengevoegd met", empty_value="")
    def merged(self, row: Person) -> str | None:
        return str(row.merged_into) if row.merged_into else None

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new person first gets a name; then what is known of him."""
        return self.inlines if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        by = request.user.get_username()
        for row in formset.deleted_objects:
            facts.remove(row, by=by)
        for row, changed in formset.changed_objects:
            facts.change(row, {key: getattr(row, key) for key in changed}, by=by)
        for row in formset.new_objects:
            facts.add(row, by=by)

    def response_change(self, request: HttpRequest, obj: Person) -> HttpResponse:
        self.tell_following(request, obj)
        return super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Person, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The way back to the name that the new person was made for; else to the person."""
        printed = unresolved.named(request.GET.get("naam", ""))
        if printed is None:
            self.tell_following(request, obj)
            here = reverse("admin:documents_person_change", args=[obj.pk])
            return super().response_add(request, obj, here)
        address = reverse(f"admin:documents_{printed._meta.model_name}_who", args=[printed.pk])
        return redirect(f"{address}?{urlencode({'persoon': obj.slug})}")


@admin.register(Cabinet)
class CabinetAdmin(Editable, Recorded):
    """Cabinets; the slug of one that tables know is theirs."""

    fields = ("name", "slug", "other", "start", "end", "demissionary", "source", "void", "edited")
    list_display = ("name", "start", "end", "demissionary", "void", "edited")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug", "edited") if obj else ("edited",)


@admin.register(PartySuccession, MinistrySuccession)
class SuccessionAdmin(Editable, Recorded):
    """What went on in what."""

    readonly_fields = ("edited",)
    list_display = ("__str__", "on", "void", "edited")
    list_select_related = ("old", "new")
    search_fields = ("old__name", "new__name")
