"""The addresses of the site: the archive's own pages, and the admin under /beheer/."""

from django.contrib import admin
from django.urls import include, path

from documents.admin.desk import desk_page

from .watching.page import metrics

admin.autodiscover()

urlpatterns = [
    path("beheer/", admin.site.admin_view(desk_page)),  # in place of Django's first page
    path("beheer/", admin.site.urls),
    path("metrics", metrics, name="metrics"),  # without a slash: Prometheus asks so
    path("", include("documents.urls")),
]

handler400 = "documents.views.errors.bad_request"
handler403 = "documents.views.errors.forbidden"
handler404 = "documents.views.errors.not_found"
handler500 = "documents.views.errors.server_error"
