"""What a new password is said to be worth while it is typed."""

import pytest
from playwright.sync_api import expect

from faimi.accounts.passwords import GUESSABLE, TOO_SHORT
from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser


def test_while_bob_types_he_reads_how_hard_his_password_is_to_guess(crowd: Crowd) -> None:
    bob = crowd.person(360)
    page = bob.edits("bob")
    page.goto(f"{bob.site}/account/")
    field, status = page.get_by_label("New password, at least 12"), page.locator(".strength [role=status]")
    for typed, words in (
        ("short", TOO_SHORT),
        ("password1234", GUESSABLE),
        ("kettle lamp river 7", "Very good: it takes very long to guess."),
    ):
        field.fill(typed)
        expect(status).to_have_text(words)
    assert page.get_by_role("meter").evaluate("meter => meter.value") == 4
    field.fill("")
    expect(status).to_be_hidden()
    assert unexpected(bob.complaints) == []
