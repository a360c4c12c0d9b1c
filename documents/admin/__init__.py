"""The admin of the archive, under /beheer/: uploads, corrections, names."""

from django.contrib import admin

from . import documents, history, names, official, sources, uploads
from .people import facts, unresolved

__all__ = ["documents", "facts", "history", "names", "official", "sources", "unresolved", "uploads"]

admin.site.site_header = "Kamerarchief – beheer"
admin.site.site_title = "Kamerarchief – beheer"
admin.site.index_title = "Beheer van het archief"
