"""Django's settings, made from `aiqyn.toml`. WSGI only: under ASGI Django answers ten times slower (parts.md)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from aiqyn.entry import configuration

if TYPE_CHECKING:
    from aiqyn.register.neighbours.signing import SigningService

AIQYN = configuration.load()
_ROOT = Path(__file__).resolve().parent.parent


def _signing() -> SigningService:
    # Settings are read before Django is ready: what stands on models waits until a paper is asked for.
    from aiqyn.entry.neighbours import signing_service

    return signing_service(AIQYN)


#: Who signs papers here; asked at each paper.
AIQYN_SIGNING = _signing


def _secret_key() -> str:
    file = AIQYN.keys / "session.key"
    # Without a file there is nothing to serve: a key for this process alone.
    return file.read_text(encoding="ascii") if file.is_file() else secrets.token_urlsafe(48)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(AIQYN.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [AIQYN.public_url] if AIQYN.public_url.startswith("https://") else []
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "aiqyn.register",
    "aiqyn.desks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aiqyn.desks.access.DoorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "aiqyn.entry.urls"
WSGI_APPLICATION = "aiqyn.entry.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "aiqyn.desks.context.house",
            ],
        },
    },
]
DATABASES = {"default": configuration.database_settings(AIQYN.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [_ROOT / "desks" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
STATIC_URL = "/static/"
# Served from the packages themselves: no collectstatic step between a checkout and a page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = AIQYN.public_url.startswith("https://")
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Request lines and exceptions go nowhere by default: what a person typed must not stand in a log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"faceless": {"()": "aiqyn.register.logs.Faceless"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["faceless"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
        "aiqyn": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
