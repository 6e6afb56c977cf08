from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.content import loaded

ROOT = Path(__file__).resolve().parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _BROWSERS)), "")
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
PASSWORD = "a long walk up Vitosha"


@dataclass(frozen=True)
class Site:
    """The whole site as a visitor meets it: server, page cache, task worker, Sofia's content."""

    url: str
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run one command of the platform beside the running site."""
        done = subprocess.run(
            [sys.executable, "-m", "config.cli", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return done.stdout

    def officer(self, email: str, role: str) -> str:
        """Create an officer and return the one-time password."""
        out = self.command("createofficer", email, "--role", role)
        found = re.search(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", out)
        assert found, out
        return found.group()

    def get(self, path: str) -> str:
        """Fetch a page as a visitor without cookies."""
        with urllib.request.urlopen(self.url + path, timeout=30) as response:
            return response.read().decode()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not CHROMIUM:
        pytest.skip("no Chromium found: apt-get install chromium")
    port = _free_port()
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(loaded(), folder, dirs_exist_ok=True)
    environment = {
        **os.environ,
        "OPENCITY_DATA": str(folder),
        "OPENCITY_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "DATABASE_URL": "",
        "OPENCITY_WORKERS": "2",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "config.cli", "run"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, f"http://localhost:{port}/readyz")
        yield Site(f"http://localhost:{port}", environment)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        assert process.poll() is None, "the site ended while it was starting"
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the site did not become ready")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium found: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A cheap phone with a European browser."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="bg-BG")
    yield context.new_page()
    context.close()


def sign_in(browser: Browser, site: Site, email: str, one_time: str) -> Page:
    """Sign an officer in for the first time: with the one-time password, then an own one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site.url}/office/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(one_time)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.goto(f"{site.url}/office/")
    page.locator("input[name=oldpassword]").fill(one_time)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("form:has(input[name=password2]) button[type=submit]").first.click()
    page.goto(f"{site.url}/office/")
    return page
