"""Whoever comes by a link to end something reads what will happen; only the button does it."""

import pytest

from neighbourhood.foundation.web.ending import ASKS_FIRST
from tests.access.asking import rule_of, snapshot, url_of
from tests.support.foreign.table import FOREIGN


def asks_first(app, endpoint) -> bool:
    return getattr(app.view_functions[endpoint], "ends", "") == ASKS_FIRST


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_the_page_that_asks_has_a_question_and_one_button(app, world, signed_in, endpoint):
    if not asks_first(app, endpoint):
        return
    thing = FOREIGN[endpoint](world)
    url = url_of(rule_of(app, endpoint), thing.values)
    browser, before = signed_in(thing.owner), snapshot(app)
    page = browser.get(url)
    if page.status_code == 303:  # the password first: it leads back here
        assert f"next={url}" in page.location
        return
    assert "?</h1>" in page.text.replace("\u00a0", "").replace("\u202f", "").replace(" ?", "?")
    assert f'method="post" action="{url}"' in page.text
    assert "Ne rien changer" in page.text
    assert snapshot(app) == before
    assert browser.post(url).status_code == 303


def test_enough_of_them_ask(app):
    assert sum(asks_first(app, endpoint) for endpoint in FOREIGN) > 7
