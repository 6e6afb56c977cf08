"""What pages may load. Public pages load our own files only: nothing inline, nothing foreign."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

_PUBLIC: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
}

CONTENT_SECURITY_POLICY: dict[str, Any] = {"DIRECTIVES": _PUBLIC}

# Wagtail's own screens use inline styles, inline scripts and a preview in a frame.
OFFICE_CONTENT_POLICY: dict[str, Any] = {
    **_PUBLIC,
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "media-src": [SELF],
}
