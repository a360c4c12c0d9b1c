"""Fills the new columns, and mends texts that a browser's form stored with its own line ends."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

#: (model, column of the name shown, column of the name as printed)
_TWINS = (
    ("Asking", "member", "printed_member"),
    ("Asking", "party", "printed_party"),
    ("Member", "party", "printed_party"),
    ("Addressing", "ministry", "printed_ministry"),
    ("Answering", "minister", "printed_minister"),
    ("Answering", "ministry", "printed_ministry"),
    ("Minister", "ministry", "printed_ministry"),
)
_NAMES = ("Party", "Member", "Ministry", "Minister", "Topic")
_TEXTS = (
    ("Document", "title"),
    ("Document", "summary"),
    ("Question", "text"),
    ("Answer", "text"),
    ("Footnote", "text"),
    ("Note", "text"),
)


def fill(apps, schema_editor):
    for model, shown, printed in _TWINS:
        apps.get_model("documents", model).objects.update(**{f"{printed}_id": F(f"{shown}_id")})
    for model in _NAMES:
        apps.get_model("documents", model).objects.update(printed=F("name"))


def mend(apps, schema_editor):
    """Browsers send CR LF; texts have LF. The index is told of each document that changes."""
    changed = set()
    for model, column in _TEXTS:
        rows = apps.get_model("documents", model).objects.filter(**{f"{column}__contains": "\r"})
        key = "pk" if model == "Document" else "document_id"
        changed |= set(rows.values_list(key, flat=True))
        lines = Replace(Replace(F(column), Value("\r\n"), Value("\n")), Value("\r"), Value("\n"))
        rows.update(**{column: lines})
    queue = apps.get_model("documents", "IndexChange")
    queue.objects.bulk_create(queue(document_pk=pk) for pk in sorted(changed))


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_decisions")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(mend, migrations.RunPython.noop, elidable=True),
    ]
