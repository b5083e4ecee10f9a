import os

import pytest

from tests.support import chromium
from tests.support.processes import PartMissing


@pytest.mark.parametrize("find", [chromium.find, chromium.unpacked])
def test_the_browser_shows_a_page(find, browser):
    found = find()
    running = browser.browser_type.launch(
        executable_path=found.path, args=chromium.FLAGS, env=os.environ | found.env
    )
    page = running.new_page()
    page.set_content("<p>Entraide</p>")
    assert page.inner_text("p") == "Entraide"
    running.close()


def test_a_missing_browser_names_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(PartMissing, match="npm ci"):
        chromium.find()
