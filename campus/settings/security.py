"""What a browser is told to refuse. Tests hold each header to the letter (tests/security)."""

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}

_NOBODY: list[str] = []
PERMISSIONS_POLICY: dict[str, list[str] | str] = {
    "bluetooth": _NOBODY,
    "camera": _NOBODY,
    "clipboard-read": _NOBODY,
    "display-capture": _NOBODY,
    "geolocation": _NOBODY,
    "microphone": _NOBODY,
    "payment": _NOBODY,
    "publickey-credentials-get": "self",
    "serial": _NOBODY,
    "usb": _NOBODY,
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# On every answer, unless a page says otherwise (kiosk-courses-standards.md 1.4).
CAMPUS_HEADERS = {"Cross-Origin-Resource-Policy": "same-origin", "X-Robots-Tag": "noindex"}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The CSRF secret lives in the session: one cookie an audience, and nothing left on a shared tablet.
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "campus.core.error_views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
