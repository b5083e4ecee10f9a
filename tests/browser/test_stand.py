"""The screen of a stand: live for whoever watches, and steady when the network goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitors

pytestmark = pytest.mark.browser

SCREEN = {"width": 1920, "height": 1080}
# What a browser says of a network that is gone, which here is meant.
MEANT = re.compile("ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch")


@pytest.fixture
def visitors(browser, embedded_site):
    there = Visitors(browser, embedded_site.base_url)
    yield there
    there.close()
    assert [line for line in there.complaints if not MEANT.search(line)] == []


def test_a_screen_keeps_its_figures_without_a_network_and_goes_on_by_itself(visitors, axe):
    page = visitors(viewport=SCREEN)
    with page.expect_websocket() as line:
        page.goto("/villes/99035/ecran")
    # Nobody signed in, and the line is open to the figures.
    line.value.wait_for_event("framereceived", lambda frame: str(frame).startswith("40/chiffres"))
    total = page.locator("[data-cents]")
    expect(total).to_contain_text("€")
    before = total.text_content()
    assert axe(page) == []
    page.context.set_offline(True)
    expect(page.locator("[data-cut]")).to_contain_text("Derniers chiffres")
    expect(page.locator("[data-age]")).not_to_be_empty()
    assert total.text_content() == before
    page.context.set_offline(False)
    expect(page.locator("[data-cut]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_the_figures_are_read_without_a_script(visitors, axe):
    page = visitors(javascript=False, viewport={"width": 390, "height": 844})
    page.goto("/villes/99035")
    expect(page.locator("[data-cents]")).to_contain_text("€")
    page.get_by_text("Lire ces chiffres en tableau").first.click()
    expect(page.get_by_role("table").filter(has_text="Mois")).to_be_visible()
    expect(page.get_by_role("button", name="Copier")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
