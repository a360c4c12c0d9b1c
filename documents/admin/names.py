"""Names of people, parties, offices and subjects, to be corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from ..archive.decisions import facts, names
from ..models import Member, Minister, Ministry, Party, Topic
from .history import Recorded
from .merging import WithMerging
from .people.fields import DAYS, known_only, plain
from .people.following import WithFollowing
from .people.naming import WithIdentifying
from .rights import may


class NameAdmin(WithMerging, Recorded):
    """Corrects names, which come with documents. The slug, and so the address, stays."""

    list_display: tuple[str, ...] = ("name", "merged", "document_count")
    search_fields = ("name", "printed")
    readonly_fields = ("printed", "slug")
    #: what the list fetches with each name; Django passes over `list_select_related` then
    joined: tuple[str, ...] = ("merged_into",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related(*self.joined)
        counted: QuerySet[Any] = rows.annotate(count=Count("documents", distinct=True))
        return counted

    @admin.display(description="documenten", ordering="count")
    def document_count(self, row: Any) -> int:
        return int(row.count)

    @admin.display(description="samengevoegd met", empty_value="")
    def merged(self, row: Any) -> str | None:
        return str(row.merged_into) if row.merged_into else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A name that was merged is shown as the other: its own spelling is seen nowhere; the row
        of a person follows that person.
        """
        is_other = bool(obj and (obj.merged_into_id or getattr(obj, "person_id", None)))
        return not is_other and may(request, "merge_names")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        seen: bool = super().has_view_permission(request, obj)
        return seen or may(request, "merge_names")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        names.respell(obj, values, by=request.user.get_username())
        self._tell_namesakes(request, obj)

    def _tell_namesakes(self, request: HttpRequest, row: Any) -> None:
        others = type(row)._default_manager.filter(name__iexact=row.name, merged_into=None)
        if others.exclude(pk=row.pk).exists():
            messages.warning(
                request,
                f"Er is nog een «{row.name}». Is dat dezelfde? Voeg de namen dan samen.",
            )

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class GroupAdmin(WithFollowing, NameAdmin):
    """Parties and ministries: a name, and what a table of facts says of it."""

    formfield_overrides = DAYS

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return known_only(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = plain(super().formfield_for_dbfield(db_field, request, **kwargs))
        if db_field.name == "source":
            field.help_text = "Leeg: het archief kent deze naam alleen als gedrukte woorden."
        if db_field.name in ("other", "abbreviations"):
            field.help_text = "Gescheiden door puntkomma’s."
        if db_field.name == "periods":
            field.help_text = "Zoals 1994-08-22..1998-08-02;2002-07-22.. (het einde mag leeg zijn)."
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("edited", *super().get_readonly_fields(request, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by, said = request.user.get_username(), dict(form.cleaned_data)
        if "name" in form.changed_data:
            names.respell(obj, {"name": said["name"]}, by=by)
            self._tell_namesakes(request, obj)
        facts.change(obj, {k: said[k] for k in form.changed_data if k != "name"}, by=by)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.tell_following(request, obj)
        return super().response_change(request, obj)


@admin.register(Party)
class PartyAdmin(GroupAdmin):
    """Parties and groups."""

    fields = ("name", "full_name", "other", "start", "end", "source", "edited", "printed", "slug")


@admin.register(Ministry)
class MinistryAdmin(GroupAdmin):
    """Ministries, and portfolios that they house."""

    fields = (
        *("name", "abbreviations", "other", "part_of", "periods", "source"),
        *("edited", "printed", "slug"),
    )


@admin.register(Topic)
class TopicAdmin(NameAdmin):
    """A subject; these are not merged."""

    fields = ("name", "printed", "slug")
    list_display = ("name", "document_count")
    can_merge = False


class PersonalAdmin(WithIdentifying, NameAdmin):
    """Names that are persons, or may be: each has a page of who it is."""

    change_form_template = "admin/documents/people/name_form.html"

    @admin.display(description="persoon", empty_value="")
    def who(self, row: Any) -> str | None:
        if not row.person_id:
            return None
        address = reverse("admin:documents_person_change", args=[row.person_id])
        return format_html('<a href="{}">{}</a>', address, row.person)


@admin.register(Member)
class MemberAdmin(PersonalAdmin):
    """Members, with the party that tells namesakes apart."""

    fields = ("name", "party", "printed", "slug")
    list_display = ("name", "party", "who", "merged", "document_count")
    list_filter = ("party",)
    joined = ("party", "person", "merged_into__party")


class RoleFilter(admin.SimpleListFilter):
    """By the role that is printed; rows of people have none."""

    title = "functie"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        ministers: QuerySet[Any] = Minister._default_manager.exclude(role="")
        roles = ministers.order_by("role").values_list("role", flat=True).distinct()
        return [(role, role) for role in roles]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(role=self.value()) if self.value() else queryset


@admin.register(Minister)
class MinisterAdmin(PersonalAdmin):
    """Ministers, with the office that tells namesakes apart."""

    fields = ("name", "role", "ministry", "printed", "slug")
    list_display = ("name", "role", "ministry", "who", "merged", "document_count")
    list_filter = (RoleFilter,)
    joined = ("ministry", "person", "merged_into__ministry")
