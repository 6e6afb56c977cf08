"""Settings of the site; a machine changes them by the environment variables in docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from config.cities import read_city
from config.databases import databases
from config.email import *  # noqa: F403  # its settings all belong here
from config.logs import LOGGING  # noqa: F401  # a setting that Django reads from here
from config.secret import secret_key
from config.security import (  # noqa: F401  # settings that Django reads from here
    CONTENT_SECURITY_POLICY,
    OFFICE_CONTENT_POLICY,
)
from config.sign_in import *  # noqa: F403  # its settings all belong here

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("OPENCITY_DATA", BASE / "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

CITY = read_city(BASE / os.environ.get("OPENCITY_CITY", "cities/sofia"))

DEBUG = os.environ.get("OPENCITY_DEBUG", "") == "1"
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("OPENCITY_HOSTS", "*").split(",")
SITE_URL = os.environ.get("OPENCITY_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "opencity.shell",
    "opencity.publications",
    "opencity.plan",
    "opencity.services",
    "opencity.monitor",
    "opencity.moderation",
    "opencity.directory",
    "opencity.editing",
    "opencity.translation",
    "opencity.search",
    "opencity.accounts",
    "opencity.theme",
    "opencity.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.snippets",
    "opencity.accounts.apps.OfficeUsersConfig",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django_cotton",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "opencity.core.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opencity.core.headers.ContentPolicyMiddleware",
    "opencity.core.headers.OpenDataMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opencity.accounts.middleware.own_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opencity.theme.context.frame",
            ],
        },
    }
]

DATABASES = databases(DATA)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "opencity_cache",
    }
}

# Parameters that public pages and data know; a page asked for with others is made anew each time.
PAGE_CACHE = {
    "parameters": (
        *("topic", "life_event", "group", "for", "updated_since", "page", "size"),
        *("per_page", "lang", "full", "full_service", "minimal"),
        *("organization_id", "taxonomy_id", "taxonomy_term_id"),
        *("series", "start", "end", "format", "dimension", "indicator", "place", "unit"),
    ),
}

AUTH_USER_MODEL = "accounts.User"

# Languages: the city names them; the first is the source of all texts.
_LANGUAGE_NAMES = {
    "bg": "Български",
    "en": "English",
    "uk": "Українська",
    "ru": "Русский",
    "tr": "Türkçe",
    "ar": "العربية",
    "fa": "فارسی",
    "zh-hans": "简体中文",
    "vi": "Tiếng Việt",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "el": "Ελληνικά",
}
LANGUAGES = [(code, _LANGUAGE_NAMES[code]) for code in CITY.languages]
LANGUAGE_CODE = CITY.source_language
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE / "opencity" / "locale"]
TIME_ZONE = CITY.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("brand", CITY.folder / "brand")]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

WAGTAIL_SITE_NAME = "Open City"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "editing.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "opencity.editing.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]

# The link checker looks at the public Internet only; tests let it look at this machine.
LINK_CHECK_REACHES_PRIVATE = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
