"""The tests of PostgreSQL's own engine are collected where the database is one."""

from __future__ import annotations

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_postgres.py"]
