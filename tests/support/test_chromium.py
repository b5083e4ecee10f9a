import os

import pytest
from playwright.sync_api import sync_playwright

from tests.support import chromium
from tests.support.processes import PartMissing


@pytest.mark.parametrize("find", [chromium.find, chromium.unpacked])
def test_the_browser_shows_a_page(find):
    browser = find()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser.path, args=chromium.FLAGS, env=os.environ | browser.env
        )
        page = running.new_page()
        page.set_content("<p>Entraide</p>")
        assert page.inner_text("p") == "Entraide"
        running.close()


def test_a_missing_browser_names_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(PartMissing, match="npm ci"):
        chromium.find()
