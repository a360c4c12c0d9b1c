"""The pages of uploads: send files, see the sets parsed from them, publish or cancel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt

from ..archive import uploads
from ..archive.changes import Change
from ..models import Upload, UploadedFile
from ..parsing.files import limits
from ..parsing.files.limits import MEBIBYTE, human_size
from .forms import UploadForm
from .history import RecordedUpload

#: Files shown on one page of the preview.
PAGE = 20

View = Callable[..., HttpResponse]


class WaitingFilter(admin.SimpleListFilter):
    """Uploads with files that still have to be looked at."""

    title = "toestand"
    parameter_name = "toestand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("wacht", "wacht op beoordeling"), ("klaar", "afgehandeld")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Upload]) -> QuerySet[Upload]:
        wanted = {"wacht": Q(waiting__gt=0), "klaar": Q(waiting=0)}
        chosen = wanted.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


@admin.register(Upload)
class UploadAdmin(RecordedUpload):
    """Uploads: 'add' sends files, 'change' is the preview with its buttons."""

    list_display = ("__str__", "created_at", "user", "files", "waiting", "published", "refused")
    list_filter = (WaitingFilter, "user")
    list_select_related = ("user",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        states = UploadedFile.State
        rows: QuerySet[Upload] = super().get_queryset(request)
        return rows.annotate(
            file_count=Count("files"),
            waiting=Count("files", filter=Q(files__state=states.WAITING)),
            published=Count("files", filter=Q(files__state=states.PUBLISHED)),
            refused=Count("files", filter=Q(files__state=states.REFUSED)),
        )

    @admin.display(description="bestanden", ordering="file_count")
    def files(self, upload: Any) -> int:
        return int(upload.file_count)

    @admin.display(description="wachten", ordering="waiting")
    def waiting(self, upload: Any) -> int:
        return int(upload.waiting)

    @admin.display(description="gepubliceerd", ordering="published")
    def published(self, upload: Any) -> int:
        return int(upload.published)

    @admin.display(description="geweigerd", ordering="refused")
    def refused(self, upload: Any) -> int:
        return int(upload.refused)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        # Django reads the whole body to look for the CSRF token: the limits must come before that.
        add = csrf_exempt(self.limited(self.admin_site.admin_view(self.add_view)))
        return [path("add/", add, name="documents_upload_add"), *super().get_urls()]

    def limited(self, view: View) -> View:
        """The view, for a body within the limits, from someone who may upload."""

        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or not self.has_add_permission(request):
                return view(request, *args, **kwargs)
            if _is_too_large(request):
                limit = human_size(limits.MAX_BODY)
                return self.chooser(request, f"De upload is groter dan {limit}. Deel hem op.", 413)
            fault = _fault_of_body(request)
            return self.chooser(request, fault) if fault else view(request, *args, **kwargs)

        return within

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.chooser(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.chooser(request, *form.errors["file"])
        return self.receive(request, form)

    def receive(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        try:
            upload = uploads.receive(form.chosen(), request.user)
        except uploads.TooMuch as error:
            return self.chooser(request, str(error))
        except uploads.NothingReadable as error:
            return self.chooser(request, str(error), files=error.files)
        return redirect("admin:documents_upload_change", upload.pk)

    def chooser(
        self,
        request: HttpRequest,
        error: str = "",
        status: int = 0,
        files: Iterable[UploadedFile] = (),
    ) -> HttpResponse:
        """The page with the file chooser; with an error its status is 400, or the one given."""
        context = self.admin_site.each_context(request) | {
            "title": "Bestanden uploaden",
            "opts": self.opts,
            "form": UploadForm(),
            "error": error,
            "refused": [uploads.preview(file) for file in files],
        }
        name = "admin/documents/upload/upload_form.html"
        return TemplateResponse(request, name, context, status=status or (400 if error else 200))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        upload = self.get_object(request, object_id)
        if upload is None:
            raise Http404
        if not self.has_view_or_change_permission(request, upload):
            raise PermissionDenied
        if request.method == "POST":
            return self.decide(request, upload)
        return self.preview(request, upload)

    def preview(self, request: HttpRequest, upload: Upload, error: str = "") -> HttpResponse:
        files = upload.files.select_related("source", "document").order_by("id")
        page = Paginator(files, PAGE).get_page(request.GET.get("pagina"))
        states = Counter(upload.files.values_list("state", flat=True))
        context = self.admin_site.each_context(request) | {
            "title": f"{upload}: beoordelen",
            "opts": self.opts,
            "upload": upload,
            "page": page,
            "previews": uploads.previews(page),
            "waiting": states[UploadedFile.State.WAITING],
            "states": [
                f"{states[value]} {label}"
                for value, label in UploadedFile.State.choices
                if states[value]
            ],
            "may_publish": self.has_add_permission(request),
            "error": error,
        }
        name = "admin/documents/upload/preview.html"
        return TemplateResponse(request, name, context, status=400 if error else 200)

    def decide(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """Publishes or cancels the ticked files, or all that wait."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        decision, _, which = request.POST.get("decision", "").partition(" ")
        chosen = self.waiting_files(upload) if which == "all" else _chosen(request, upload)
        if isinstance(chosen, str):
            return self.preview(request, upload, chosen)
        if decision == "publish":
            _tell_published(request, uploads.publish(chosen, by=request.user.get_username()))
        elif decision == "cancel":
            messages.success(request, f"Geannuleerd: {uploads.cancel(chosen, by=request.user.get_username())}.")
        else:
            return self.preview(request, upload, "Kies Publiceren of Annuleren.")
        address = reverse("admin:documents_upload_change", args=[upload.pk])
        query = request.GET.urlencode()
        return redirect(f"{address}?{query}" if query else address)

    def waiting_files(self, upload: Upload) -> list[int]:
        waiting = upload.files.filter(state=UploadedFile.State.WAITING)
        return list(waiting.order_by("id").values_list("pk", flat=True))


def _is_too_large(request: HttpRequest) -> bool:
    """Whether the body is beyond the limit; a browser hears of it once its body is taken in."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) <= limits.MAX_BODY:
        return False
    passed_over = 0
    while passed_over < limits.MAX_PASSED_OVER and (chunk := request.read(MEBIBYTE)):
        passed_over += len(chunk)
    return True


def _fault_of_body(request: HttpRequest) -> str:
    """Dutch: the fault of a form that was sent; empty where it can be read."""
    try:
        request.POST  # noqa: B018 (reading it here parses the body)
    except RequestDataTooBig:
        return "Het formulier is te groot."
    except MultiPartParserError:
        return "Het formulier kwam beschadigd aan. Probeer het opnieuw."
    except SuspiciousOperation:
        return "Dit zijn te veel bestanden voor één upload. Deel ze op, of stuur een ZIP."
    except OSError:
        return "De upload is afgebroken. Probeer het opnieuw."
    return ""


def _chosen(request: HttpRequest, upload: Upload) -> list[int] | str:
    """The primary keys of the ticked files of this upload, or what is wrong with them."""
    ticked = set(request.POST.getlist("file"))
    files = upload.files.order_by("id").values_list("pk", flat=True)
    chosen = [pk for pk in files if str(pk) in ticked]
    if not ticked:
        return "Vink eerst een of meer bestanden aan."
    if len(chosen) < len(ticked):
        return "Een aangevinkt bestand hoort niet bij deze upload."
    return chosen


def _tell_published(request: HttpRequest, outcomes: Counter[Change]) -> None:
    failed = outcomes.pop(Change.FAILED, 0)
    counts = [f"{outcomes[change]} {change.counted}" for change in Change if outcomes[change]]
    if counts:
        messages.success(request, f"Publiceren is klaar: {', '.join(counts)}.")
    if failed:
        messages.error(
            request, f"Mislukt: {failed}. De reden staat bij het bestand; het wacht nog."
        )
