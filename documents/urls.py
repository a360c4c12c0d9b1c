"""The addresses of the archive's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
