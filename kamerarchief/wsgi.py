"""The entry for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kamerarchief.settings")

application = get_wsgi_application()

resolve("/")  # loads the pages now, not while the first visitor waits
