"""Makes `first.tar.gz`: an archive by the code of the last release whose tables were the first ones.

It holds fictional samples alone. Run it in a checkout of that release (6c56368), with its commands:

    DATA_DIR=/tmp/first python manage.py migrate
    DATA_DIR=/tmp/first python manage.py ingest samples/koop samples/kvr samples/json samples/text
    DATA_DIR=/tmp/first python manage.py shell -c "exec(open('.../make_first.py').read())"

The last makes accounts, an upload that waits, a second version, and a correction as that release
made them; then it packs database and raw files into the folder from which it was run.
"""

import io
import json
import sqlite3
import tarfile
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from documents.archive import ingest, uploads
from documents.models import Document
from documents.parsing import RawFile, parse

karin = User.objects.create_superuser("karin", "karin@archief.example", "een geheim van karin")
User.objects.create_user("joost", password="een geheim van joost")
samples = settings.BASE_DIR / "samples" / "json"
first, second, third = sorted(samples.glob("*.json"))[:3]
again = json.loads(first.read_bytes())
again["title"] = "een latere versie van dit document"
raw = RawFile("later.json", json.dumps(again).encode())
ingest.store(raw, parse(raw))
new = json.loads(second.read_bytes()) | {"identifier": "ah-tk-20242025-9999", "number": 9999}
new["session_year"] = "2024-2025"
uploads.receive([SimpleUploadedFile("wacht.json", json.dumps(new).encode())], karin.pk)
corrected = Document.objects.get(identifier=third.stem)
Document.objects.filter(pk=corrected.pk).update(title="met de hand gecorrigeerd")
LogEntry.objects.create(
    user=karin,
    content_type=ContentType.objects.get_for_model(Document),
    object_id=str(corrected.pk),
    action_flag=CHANGE,
)
connection.close()

dump = "\n".join(sqlite3.connect(settings.DATA_DIR / "kamerarchief.sqlite3").iterdump())
with tarfile.open("first.tar.gz", "w:gz") as tar:
    info = tarfile.TarInfo("kamerarchief.sql")
    info.size = len(dump.encode())
    tar.addfile(info, io.BytesIO(dump.encode()))
    for path in sorted(Path(settings.SOURCES_DIR).rglob("*")):
        if path.is_file():
            tar.add(path, f"sources/{path.parent.name}/{path.name}")
