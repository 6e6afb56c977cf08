from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from opencity.accounts.roles import Role
from tests.accounts.factories import PASSWORD, officer

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium found: apt-get install chromium"),
]

VIRTUAL_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(monkeypatch):
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(locale="en-GB")
        yield context.new_page()
        browser.close()


def plug_in_key(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_KEY})


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()


def add_passkey(page: Page, site: str) -> None:
    page.goto(f"{site}/en/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()


def test_passkey_opens_the_office(page, live_server):
    user = officer("editor@sofia.example", Role.EDITOR)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    plug_in_key(page)

    page.goto(f"{live_server.url}/office/")
    sign_in(page, user.email)
    expect(page).to_have_url(f"{live_server.url}/office/")
    add_passkey(page, live_server.url)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/office/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(f"{live_server.url}/office/account/")
    assert [each for each in complaints if "Content Security Policy" in each] == []
