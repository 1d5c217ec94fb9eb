"""What is copied from a page, and what of it stays on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Crowd

pytestmark = pytest.mark.browser
FOR_SCREENS = "Skip to the content", "Cite", "Suggest a correction", "Add to calendar", "BibTeX", "This page as data"
COPY = """async (all) => {
  getSelection().selectAllChildren(document.querySelector(all));
  document.execCommand("copy");
  const [copied] = await navigator.clipboard.read();
  return Promise.all(["text/plain", "text/html"].map(async (type) => (await copied.getType(type)).text()));
}"""


def test_what_is_for_screens_alone_is_not_copied(crowd: Crowd) -> None:
    page = crowd.person().reads()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plain, html = page.evaluate(COPY, "body")
    assert "BMFT: Achieving Fairness via Bias-based Weight Masking Fine-tuning\n\nYuyang" in plain.replace("\r", "")
    for words in FOR_SCREENS:
        expect(page.get_by_text(words).first).to_be_attached()
        assert words not in plain
        assert f">{words}<" not in html
