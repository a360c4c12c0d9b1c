"""The settings of the tests: those of the project, on plain HTTP and a scratch data folder."""

import atexit
import os
import shutil
import tempfile

_scratch = tempfile.mkdtemp(prefix="kamerarchief-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ.update(
    DATA_DIR=_scratch, HTTPS="0", DEBUG="0", SECRET_KEY="only-for-tests", SECOND_FACTOR="0"
)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from kamerarchief.settings import *  # noqa: E402, F403
from kamerarchief.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

# A process that a test starts must not make a scratch folder of its own.
os.environ["DJANGO_SETTINGS_MODULE"] = "kamerarchief.settings"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: the server and the test each have their own connection.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# The test server finds static files where they lie; test_deploy proves the hashed names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
