"""Bundles the sources in ``styles/`` into the one style sheet that pages load.

Run ``python -m opencity.theme.bundle`` after a change of the sources; ``--check`` only looks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
STYLES = _HERE / "styles"
BUNDLE = _HERE / "static" / "theme" / "opencity.css"

# The order is the order of the cascade: a later layer wins over an earlier one. The layer
# ``brand`` belongs to the city and is filled by its own tokens.css.
LAYERS = (
    "tokens",
    "brand",
    "reset",
    "base",
    "frame",
    "components",
    "picture",
    "charts",
    "services",
    "packs",
    "forms",
    "home",
    "journeys",
    "utilities",
    "forced",
    "print",
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};]) ?")


def compact(css: str) -> str:
    """Return a style sheet without comments and without needless white space."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


def bundle() -> str:
    """Return the bundled style sheet, one line per layer."""
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        source = STYLES / f"{layer}.css"
        if source.exists():
            parts.append(f"@layer {layer}{{{compact(source.read_text(encoding='utf-8'))}}}")
    return "\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Write the bundle, or with ``--check`` say by the exit code whether it is current."""
    if "--check" in arguments:
        return 0 if BUNDLE.read_text(encoding="utf-8") == bundle() else 1
    BUNDLE.write_text(bundle(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
