"""Passkeys, in a real browser with a device that Chromium plays."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, unexpected
from tests.conftest import PASSWORD, SLUG
from tests.instances import opened

pytestmark = pytest.mark.browser


def plug_in(page: Page, *, verified: bool = True) -> None:
    """Equips the page's browser with a device that keeps passkeys, and whose owner is there or is not."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def crowd(crowd: Crowd) -> Crowd:
    """People who know the site by a name: passkeys are bound to one."""
    crowd.site = crowd.site.replace("127.0.0.1", "localhost")
    return crowd


def add_passkey(page: Page, site: str, password: str = PASSWORD) -> None:
    """Asks for a passkey on the account page."""
    page.goto(f"{site}/account/")
    page.get_by_label("Name, such as").fill("Bob's laptop")
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Add a passkey").click()


def test_bob_adds_a_passkey_signs_in_with_it_and_removes_it(crowd: Crowd) -> None:
    bob = crowd.person()
    page = bob.edits("bob")
    plug_in(page)
    add_passkey(page, bob.site)
    expect(page.get_by_role("status")).to_have_text("Added the passkey “Bob's laptop”.")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.goto(f"{bob.site}/account/")
    expect(page).to_have_url(f"{bob.site}/login?next=/account/")
    page.get_by_role("button", name="Use a passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_text("last used")).to_be_visible()
    with opened(crowd.instance) as database:
        database.exec_driver_sql("UPDATE session SET confirmed_at = NULL")
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password, once more")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("status")).to_have_text("Removed the passkey.")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.goto(f"{bob.site}/login")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("This passkey is not known here. Sign in with your password.")
    assert unexpected(bob.complaints) == []


def test_a_device_whose_owner_is_not_there_makes_no_passkey(crowd: Crowd) -> None:
    bob = crowd.person()
    page = bob.edits("bob")
    plug_in(page, verified=False)
    add_passkey(page, bob.site)
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    expect(page.get_by_label("Name, such as")).to_have_value("Bob's laptop")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_focused()


def test_mallory_at_bobs_open_browser_adds_no_passkey_without_the_password(crowd: Crowd) -> None:
    bob = crowd.person(360)
    page = bob.edits("bob")
    plug_in(page)
    add_passkey(page, bob.site, "wrong password")
    expect(page.get_by_role("alert")).to_have_text("This is not your password.")
    expect(page.get_by_label("Your password")).to_be_focused()
    assert unexpected(bob.complaints) == []


def test_without_javascript_the_password_does(crowd: Crowd) -> None:
    page = crowd.person(javascript=False).edits("bob")
    page.goto(f"{crowd.site}/account/")
    expect(page.get_by_role("button", name="Add a passkey")).to_have_count(0)
    expect(page.get_by_text("JavaScript must be on")).to_be_visible()
    assert SLUG in page.get_by_role("link", name="Back to").get_attribute("href")  # type: ignore[operator]  # it has one
