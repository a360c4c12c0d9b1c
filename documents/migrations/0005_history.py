"""Lets the database itself refuse to change or remove rows of the history.

Django makes a table of SQLite anew to alter it, without its triggers: a migration that alters
`Event` must end with `protect` again.
"""

from django.db import migrations

_SQLITE = [
    f"""
    CREATE TRIGGER documents_event_no_{deed.lower()} BEFORE {deed} ON documents_event
    BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END
    """
    for deed in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """
    CREATE FUNCTION documents_event_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the history cannot be changed'; END $$
    """,
    """
    CREATE TRIGGER documents_event_stays BEFORE UPDATE OR DELETE ON documents_event
    FOR EACH ROW EXECUTE FUNCTION documents_event_stays()
    """,
]


def protect(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in _POSTGRESQL if vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


def expose(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION documents_event_stays() CASCADE")
    else:
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER documents_event_no_{deed}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_printed_names")]

    operations = [migrations.RunPython(protect, expose)]
