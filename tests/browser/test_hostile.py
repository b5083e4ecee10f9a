"""Awkward strings in a real browser: said live and read again, they run nothing."""

import re

import pytest
from playwright.sync_api import expect

from neighbourhood.foundation.words.sanitising import clean_text
from tests.support import people
from tests.support.hostile import WAYS_IN

LAST = "Voilà, c’est tout."


@pytest.fixture
def site(embedded_site):
    return embedded_site


def dense(text):
    return re.sub(r"\s+", "", text)


def test_awkward_strings_are_only_words(visitor, site):
    opened = []
    hers, his = visitor(), visitor()
    for page, account, other in ((hers, "karima", "Marcel"), (his, "marcel", "Karima")):
        page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        people.sign_in(page, account, "/messages")
        page.get_by_role("link", name=re.compile(f"{other}.*Monter un carton", re.DOTALL)).click()
        people.live(page)
    elements = his.locator(".bubble *").count()
    for text in (*WAYS_IN, LAST):
        people.say(hers, text)
    expect(his.locator(".bubble").last).to_contain_text(LAST)
    send_all_the_same(hers, his)
    read_by_both(hers, his)
    for page in (hers, his):
        page.reload()
    read_by_both(hers, his)
    # But what one may do with each line.
    said = "[...document.querySelectorAll('.bubble *:not(.line-choices, .line-choices *)')]"
    tags = his.evaluate(f"{said}.map(one => one.localName)")
    assert len(tags) > elements
    assert set(tags) <= {"div", "p", "br", "a", "small", "time", "span", "strong"}
    assert opened == []
    assert hers.url.startswith(site.base_url)


def send_all_the_same(hers, his):
    """A link from somebody new is held back with a word to them alone: send it nevertheless."""
    anyway = hers.get_by_role("button", name="Envoyer quand même")
    for left in range(anyway.count() - 1, -1, -1):
        arrived = his.locator(".bubble").count()
        anyway.first.click()
        expect(anyway).to_have_count(left)
        expect(his.locator(".bubble")).to_have_count(arrived + 1)


def read_by_both(*pages):
    for page in pages:
        # Who writes sees at once what was typed, invisible signs and all; the others what was kept.
        shown = "".join(dense(clean_text(one)) for one in page.locator(".bubble").all_inner_texts())
        for text in WAYS_IN:
            assert dense(clean_text(text)) in shown, text
