"""Settings that every deployment shares. What differs comes from the environment (README, "Configuration")."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from celery.schedules import crontab

from campus.settings.outside import *  # noqa: F403  (kept apart, so that each can be read whole)
from campus.settings.security import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[2]
CAMPUS_HOME = Path(os.environ.get("CAMPUS_HOME", ROOT / "var"))
CAMPUS_AUDIENCE = os.environ.get("CAMPUS_AUDIENCE", "everything")
CAMPUS_PERSONAS = False

DEBUG = False
SECRET_KEY = os.environ.get("CAMPUS_SECRET_KEY", "")
# Mixed into every kiosk PIN before it is hashed, so that a stolen table alone cannot be guessed (six digits are few).
CAMPUS_PIN_PEPPER = os.environ.get("CAMPUS_PIN_PEPPER", "")
# What counts and packages are signed with (Ed25519), and what packages for this campus are locked to (X25519).
CAMPUS_SIGNING_KEY = os.environ.get("CAMPUS_SIGNING_KEY", "")
CAMPUS_PACKAGE_KEY = os.environ.get("CAMPUS_PACKAGE_KEY", "")
# JWK sets of public keys, as JSON or as the name of a file: our own former keys, and whose packages are let in.
CAMPUS_OLDER_SIGNING_KEYS = os.environ.get("CAMPUS_OLDER_SIGNING_KEYS", "")
CAMPUS_TRUSTED_ISSUERS = os.environ.get("CAMPUS_TRUSTED_ISSUERS", "")
CAMPUS_DEVELOPMENT_KEYS = False
# What this campus calls itself in what it sends.
CAMPUS_NAME = os.environ.get("CAMPUS_NAME", "Virtual Campus")
ALLOWED_HOSTS = [host for host in os.environ.get("CAMPUS_HOSTS", "").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "csp",
    "pgtrigger",
    "pghistory",
    "campus.core",
    "campus.estate",
    "campus.audit",
    "campus.accounts",
    "learners",
    "learners.imports",
    "plans.courses",
    "plans.assessments",
    "plans.needs",
    "plans",
    "providers",
    "providers.messaging",
    "jobs",
    "jobs.cvs",
    "transfers",
    "transfers.merges",
    "transfers.handover",
    "transfers.packages",
    "transfers.proof",
    "transfers.rights",
    "campus.seeding",
    "campus.papers",
]

MIDDLEWARE = [
    "campus.core.middleware.audience",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "campus.core.middleware.AudienceSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "campus.accounts.middleware.AudienceAuthenticationMiddleware",
    "campus.core.middleware.CampusLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "campus.accounts.middleware.session_limits",
    "campus.accounts.middleware.CampusLoginRequiredMiddleware",
    "learners.middleware.kiosk_session",
    "campus.accounts.middleware.actor",
    "campus.accounts.middleware.second_factor",
    "campus.core.middleware.history_context",
]

ROOT_URLCONF = "campus.urls.everything"
WSGI_APPLICATION = "campus.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["campus.core.components.library", "campus.core.template_access"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "campus.core.context.page",
            ],
        },
    }
]
FORM_RENDERER = "campus.core.forms.CampusRenderer"

# --- data ------------------------------------------------------------------------------------------------------------


def _database(url: str) -> dict[str, object]:
    """The Django database entry for a postgresql:// address; a socket directory may stand in ?host=."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    options: dict[str, object] = {}
    if "sslmode" in query:
        options["sslmode"] = query["sslmode"][0]
    if os.environ.get("CAMPUS_DB_POOL", "1") == "1":
        # A pool does not survive a fork, so the Celery worker turns it off (services.md).
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "campus",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql://campus@localhost/campus"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
# Celery and Django name the same unix socket differently.
CACHE_URL = REDIS_URL.replace("redis+socket://", "unix://")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CAMPUS_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if bucket := os.environ.get("CAMPUS_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": os.environ.get("CAMPUS_S3_ENDPOINT"),
            "access_key": os.environ.get("CAMPUS_S3_KEY"),
            "secret_key": os.environ.get("CAMPUS_S3_SECRET"),
            "default_acl": None,
            "querystring_auth": True,
            "querystring_expire": 60,
            "file_overwrite": False,
        },
    }

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static" / name for name in ("build", "js", "images") if (ROOT / "static" / name).is_dir()]

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "campus.accounts.backends.PasswordBackend",
    "learners.backends.KioskBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
LOGIN_REDIRECT_URL = "/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_RAISE_403 = False

ACCOUNT_ADAPTER = "campus.accounts.adapters.CampusAccountAdapter"
SOCIALACCOUNT_ADAPTER = "campus.accounts.adapters.CampusSocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/5m/key"}
MFA_ADAPTER = "campus.accounts.adapters.CampusMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = False
SOCIALACCOUNT_ONLY = False
# A member of staff is known to the identity provider by the address that it has verified; sign-up stays closed.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if oidc := os.environ.get("CAMPUS_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "justice",
                "name": os.environ.get("CAMPUS_OIDC_NAME", "HMPPS sign-in"),
                "client_id": os.environ.get("CAMPUS_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("CAMPUS_OIDC_SECRET", ""),
                "settings": {"server_url": oidc},
            }
        ],
    }

# --- words and times -------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- background work (transfers-access-security.md 5.3) --------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# Under the outbox lease of 60 s: a task that hangs is killed before another worker takes its message up.
CELERY_TASK_TIME_LIMIT = 50
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

CELERY_BEAT_SCHEDULE = {
    "notices": {"task": "messaging.queue_due_notices", "schedule": 60.0},
    "undecided": {"task": "messaging.expire_undecided", "schedule": 600.0},
    "imports": {"task": "imports.clear_old", "schedule": 3600.0},
    # From seven on working days, once a day for each reader; a later hour sends what an earlier one could not.
    "digest": {"task": "plans.digest", "schedule": 3600.0, "options": {"queue": "bulk"}},
    # Who is placed by hearsay, who is overdue and, at night, the roll of each prison: nothing without a roll source.
    "reconcile": {"task": "transfers.reconcile", "schedule": 300.0, "options": {"queue": "bulk"}},
    "transfers": {"task": "transfers.cases", "schedule": 600.0},
    "handover-reminders": {"task": "handover.remind", "schedule": 3600.0, "options": {"queue": "bulk"}},
    "late-contributions": {"task": "handover.attach_late", "schedule": 3600.0, "options": {"queue": "bulk"}},
    # Orders that were approved and waited for a legal hold whose last day is over. It erases nothing by itself.
    "erasures": {"task": "rights.take_up", "schedule": 3600.0},
    # Once a day in effect: a run that is finished does nothing more that day.
    "recalculation": {"task": "plans.recalculate", "schedule": 3600.0, "options": {"queue": "bulk"}},
    # That nothing was lost (transfers-access-security.md 1.10). The whole nation at night, London time.
    "proof each minute": {"task": "proof.minutely", "schedule": 60.0},
    "proof each hour": {"task": "proof.hourly", "schedule": 3600.0, "options": {"queue": "bulk"}},
    "proof each night": {
        "task": "proof.nightly",
        "schedule": crontab(hour="1", minute="20"),
        "options": {"queue": "bulk"},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CAMPUS_LOG_LEVEL", "WARNING")},
}

# Triggers are installed from the models after each migrate: in migrations they would be forty more steps, each of which
# makes Django render every model again.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
