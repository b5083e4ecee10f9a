"""Whoever comes by a link to end something reads what will happen; only the button does it."""

import html
import re

import pytest

from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.ending import ASKS_FIRST
from neighbourhood.needs.models import Need
from tests.access.asking import rule_of, snapshot, url_of
from tests.support.foreign.table import FOREIGN


def asks_first(app, endpoint) -> bool:
    return getattr(app.view_functions[endpoint], "ends", "") == ASKS_FIRST


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_a_page_asks_with_one_button_which_ends_only_what_it_spoke_of(
    app, request, signed_in, endpoint
):
    if not asks_first(app, endpoint):
        return
    thing = FOREIGN[endpoint](request.getfixturevalue("world"))
    url = url_of(rule_of(app, endpoint), thing.values)
    browser, before = signed_in(thing.owner), snapshot(app)
    page = browser.get(url)
    if page.status_code == 303:  # the password first: it leads back here
        assert f"next={url}" in page.location
        return
    assert "?</h1>" in page.text.replace("\u00a0", "").replace("\u202f", "").replace(" ?", "?")
    assert f'method="post" action="{url}"' in page.text
    assert "Ne rien changer" in page.text
    other = {"question": "Retirer ce que personne n’a lu ?", "happens": "Rien."}
    refused = browser.post(url, data={**carried(page, url), "said": versions.carried_by(other)})
    assert refused.status_code == 409
    assert "Retirer ce que personne" in refused.text
    assert snapshot(app) == before
    assert browser.post(url, data=carried(page, url)).status_code == 303


def carried(page, url: str) -> dict[str, str]:
    """Return what the button that ends something sends along."""
    form = page.text.partition(f'method="post" action="{url}"')[2].partition("</form>")[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def test_a_need_that_says_something_else_by_now_is_not_withdrawn(app, make, world, signed_in):
    thing = FOREIGN["needs.withdraw"](world)
    url = url_of(rule_of(app, "needs.withdraw"), thing.values)
    browser = signed_in(thing.owner)
    page = browser.get(url)
    with make.writing() as session:
        session.get_one(Need, thing.values["need_id"]).covers = "Tout autre chose."
    refused = browser.post(url, data=carried(page, url))
    assert refused.status_code == 409
    assert "Tout autre chose." in refused.text


def test_enough_of_them_ask(app):
    assert sum(asks_first(app, endpoint) for endpoint in FOREIGN) > 7
