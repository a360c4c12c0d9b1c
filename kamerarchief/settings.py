"""All settings, read from the environment; the README has a table of them.

Every default is the safe one: no debugging, HTTPS expected, only this machine answered.
`./run` serves plain HTTP on this machine alone, and turns HTTPS off for that.
"""

import contextlib
import datetime
import os
import pathlib
import secrets
import tempfile
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from documents import disk
from documents.parsing.files import limits

from . import together
from .environment import choice, contact, flag, number, service, text, words

BASE_DIR = pathlib.Path(__file__).resolve().parent.parent


def secret_key(folder: pathlib.Path) -> str:
    """The key kept in the data folder, made the first time; only its owner may read it.

    Raises ImproperlyConfigured where the folder cannot be used.
    """
    path = folder / "secret.key"
    try:
        if not path.exists():
            make_secret_key(path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR cannot be used: {error}") from error


def make_secret_key(path: pathlib.Path) -> None:
    """Writes a new key beside the path and links it there.

    So of two processes that start at once, both read a whole key. It is on disk before it is used.
    """
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
        disk.sync(path.parent)


def data_folder(path: pathlib.Path) -> pathlib.Path:
    """The folder, made for its owner alone where it is not there.

    Raises ImproperlyConfigured where that fails.
    """
    try:
        disk.make_folder(path, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR cannot be made: {error}") from error
    return path.resolve()


def database(name: str, url: str) -> dj_database_url.DBConfig:
    """Django's entry for a database with this URL; `name` is the setting that has it."""
    try:
        entry = dj_database_url.parse(url, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not understood: {error}") from error
    options = entry.setdefault("OPTIONS", {})
    if entry["ENGINE"].endswith("sqlite3"):
        # WAL lets readers go on while one writes; IMMEDIATE makes two writers queue, not fail.
        # FULL: what was committed is on disk, also after a loss of power.
        entry["CONN_MAX_AGE"] = 60  # seconds; to open it anew takes longer than most of its queries
        options |= {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA cache_size=-4096;",
        }
    else:
        # A pool that goes on trying waits longer each time, and so is late when a server is back;
        # one that gives up tries at once when it is asked.
        sizes = {"min_size": 1, "max_size": number("DATABASE_POOL", 10)}
        options["pool"] = sizes | {"timeout": 10, "reconnect_timeout": 1}
    return entry


def replica(url: str) -> dj_database_url.DBConfig:
    """Django's entry for a replica with this URL; one that does not answer is soon given up."""
    entry = database("DATABASE_REPLICA_URLS", url)
    if not entry["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URLS must be of PostgreSQL.")
    entry["OPTIONS"] |= {"connect_timeout": 2}
    entry["OPTIONS"]["pool"] |= {"min_size": 0, "timeout": 2}
    return entry


# Folders, and the engine of search

DATA_DIR = data_folder(pathlib.Path(text("DATA_DIR", str(BASE_DIR / "var"))))
SOURCES_DIR = DATA_DIR / "sources"
INDEX_DIR = DATA_DIR / "index"
DUMP_DIR = DATA_DIR / "dump"
SEARCH_ENGINES = {"postgres", "whoosh"}
SEARCH_ENGINE = choice("SEARCH_ENGINE", "whoosh", SEARCH_ENGINES)

# Safety

SECRET_KEY = text("SECRET_KEY", "") or secret_key(DATA_DIR)
DEBUG = flag("DEBUG", False)
HTTPS = flag("HTTPS", True)
# This machine may always ask, for its own health checks.
ALLOWED_HOSTS = [*words("ALLOWED_HOSTS", ""), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")
CSRF_FAILURE_VIEW = "kamerarchief.accounts.kept.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond/(leeft/)?$", r"^metrics$"]
BEHIND_PROXY = flag("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# a browser takes a cookie with this prefix over HTTPS alone, and from no other host
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Accounts: passwords, sessions, how many log-ins may fail, and the second factor

SECOND_FACTOR = flag("SECOND_FACTOR", True)
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "kamerarchief.accounts.passwords.OneWordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_COOKIE_AGE = 2 * 3600  # seconds in which nothing is asked of /beheer/
# An account and an address are each locked by themselves; what is locked stays so for a while, and
# no longer for what is tried meanwhile.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_CLIENT_IP_CALLABLE = "kamerarchief.accounts.address.client_address"
AXES_LOCKOUT_CALLABLE = "kamerarchief.accounts.lockout.page"
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "kept", "code"]  # not into its tables
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Kamerarchief"

# What one address may ask of pages that cost, in searches

SEARCHES_A_MINUTE = number("SEARCHES_A_MINUTE", 300)

# The parts of the site

INSTALLED_APPS = [
    "documents",
    "kamerarchief.accounts.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "kamerarchief.accounts.apps.AccountsConfig",
]
MIDDLEWARE = [
    "kamerarchief.watching.middleware.watched",
    "kamerarchief.middleware.resource_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kamerarchief.middleware.known_methods",
    "kamerarchief.middleware.no_nul",
    "kamerarchief.replicas.ReadReplicas",
    "documents.views.fresh.middleware.Fresh",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kamerarchief.middleware.few_fields",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kamerarchief.accounts.gate.Gate",
    "axes.middleware.AxesMiddleware",
    "kamerarchief.fair.limit.Limit",
]
ROOT_URLCONF = "kamerarchief.urls"
WSGI_APPLICATION = "kamerarchief.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["documents.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# The database: SQLite in the data folder, or PostgreSQL with a pool of connections

DATABASE_URL = text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'kamerarchief.sqlite3'}")
DATABASES = {"default": database("DATABASE_URL", DATABASE_URL)}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
if SEARCH_ENGINE == "postgres" and not ON_POSTGRESQL:
    raise ImproperlyConfigured("SEARCH_ENGINE=postgres needs a DATABASE_URL of PostgreSQL.")

# Its replicas, from which visitors' pages are read

DATABASES |= {
    f"replica-{i}": replica(url)
    for i, url in enumerate(words("DATABASE_REPLICA_URLS", ""), start=1)
}
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["kamerarchief.replicas.Router"] if REPLICAS else []
if REPLICAS and not ON_POSTGRESQL:
    raise ImproperlyConfigured("DATABASE_REPLICA_URLS needs a DATABASE_URL of PostgreSQL.")

# Pages that cost much, kept for a while by all processes of gunicorn together

_together = together.folder()
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": _together / "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 1500},  # of some 15,000 bytes
    }
    if _together
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

# Language and time

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# To whom visitors and official sources turn: a mailbox, or the address of a page; on /over/, in
# security.txt, and in what `sync` calls itself

CONTACT = contact(text("CONTACT", ""))

# Official sources

KOOP_SRU_URL = service("KOOP_SRU_URL", "https://repository.overheid.nl/sru")
TK_FEED_URL = service("TK_FEED_URL", "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0")
TK_ODATA_URL = service("TK_ODATA_URL", "https://gegevensmagazijn.tweedekamer.nl/OData/v5")

# Static files, with hashed names; in ROOT those that browsers ask for without being told

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Uploads and forms

DATA_UPLOAD_MAX_NUMBER_FILES = limits.MAX_SENT
DATA_UPLOAD_MAX_NUMBER_FIELDS = limits.MAX_FORM_FIELDS
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.MAX_FORM_BYTES

# What is told of the site to those who run it

METRICS_TOKEN = text("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must have at least 20 characters.")
LOG_FORMAT = choice("LOG_FORMAT", "line", {"line", "json"})
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
LOG_LEVEL = choice("LOG_LEVEL", "INFO", LEVELS)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "named": {"()": "kamerarchief.watching.logs.Named"},
        "brief": {"()": "kamerarchief.watching.logs.Brief"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s %(request_id)s"},
        "json": {"()": "kamerarchief.watching.logs.Json"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["named", "brief"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django gives this one a level of its own, past which the root's is not asked.
    # gunicorn warns at every HEAD, as Django leaves it to the server to drop the body.
    # What axes says of a log-in, kamerarchief.accounts says with the name and the address.
    "loggers": {
        "django": {"level": LOG_LEVEL},
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
