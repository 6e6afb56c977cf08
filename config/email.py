"""How mail is sent; one of the settings modules that ``config.settings`` reads."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

EMAIL_HOST = os.environ.get("OPENCITY_SMTP_HOST", "")
_SECURITY = os.environ.get("OPENCITY_SMTP_SECURITY", "starttls")
if _SECURITY not in {"starttls", "ssl", "none"}:
    raise ValueError(
        f"OPENCITY_SMTP_SECURITY is {_SECURITY!r}; it must be “starttls”, “ssl” or “none”."
    )
EMAIL_USE_TLS = _SECURITY == "starttls"
EMAIL_USE_SSL = _SECURITY == "ssl"
EMAIL_PORT = int(os.environ.get("OPENCITY_SMTP_PORT", "465" if EMAIL_USE_SSL else "587"))
EMAIL_HOST_USER = os.environ.get("OPENCITY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPENCITY_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 20

_BACKENDS = "django.core.mail.backends."
EMAIL_BACKEND = os.environ.get(
    "OPENCITY_EMAIL_BACKEND",
    _BACKENDS + ("smtp.EmailBackend" if EMAIL_HOST else "console.EmailBackend"),
)

_HOST = urlsplit(os.environ.get("OPENCITY_URL", "")).hostname or "localhost"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("OPENCITY_MAIL_FROM", f"noreply@{_HOST}")
