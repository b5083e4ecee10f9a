"""A conversation when servers die, and when two of them serve it."""

import os
import re
import signal

from playwright.sync_api import expect

from tests.support import palier, people
from tests.support.browser import Visitors

ABOUT = "Monter un carton de livres au 3ᵉ étage"
PHRASES = ("première phrase", "deuxième phrase", "troisième phrase", "quatrième phrase")
PATIENCE = 20_000
# What a browser says of a server that is gone, which here is meant.
MEANT = re.compile("ERR_CONNECTION|ERR_EMPTY|WebSocket|ERR_SOCKET")


def talking(page, account, other):
    people.sign_in(page, account, "/messages")
    page.get_by_role("link", name=re.compile(f"{other}.*{ABOUT}", re.DOTALL)).click()
    people.live(page)
    return page


def said(page):
    return [text for text in people.bubbles(page) if text in PHRASES]


def test_nothing_is_lost_or_said_twice_when_the_server_dies(tmp_path, browser, demonstration):
    site = palier.prepared(tmp_path, town=demonstration)
    visitors = Visitors(browser, site.base_url)
    with palier.served(site) as servers:
        hers = talking(visitors(), "karima", "Marcel")
        his = talking(visitors(), "marcel", "Karima")
        people.say(hers, "première phrase")
        expect(his.locator(".bubble").last).to_contain_text("première phrase")
        # He may hear it before she is told that it is kept.
        expect(hers.locator("[data-client]")).to_have_count(0)
        hers.fill("[name=text]", "à moitié tapé")
        os.killpg(servers[0].pid, signal.SIGKILL)
    expect(hers.locator("[data-connection]")).to_contain_text("Connexion perdue")
    people.say(hers, "deuxième phrase")
    people.say(hers, "troisième phrase")
    expect(hers.locator("[data-client]")).to_have_count(2)
    people.say(his, "quatrième phrase")
    hers.fill("[name=text]", "encore à moitié tapé")
    with palier.served(site):
        for page in (hers, his):
            expect(page.locator(".bubble", has_text="quatrième phrase")).to_be_visible(
                timeout=PATIENCE
            )
            expect(page.locator(".bubble", has_text="troisième phrase")).to_be_visible(
                timeout=PATIENCE
            )
            expect(page.locator("[data-client]")).to_have_count(0, timeout=PATIENCE)
            expect(page.locator("[data-connection]")).to_have_text("")
        expect(hers.locator("[name=text]")).to_have_value("encore à moitié tapé")
        orders = [said(page) for page in (hers, his)]
        assert orders[0] == orders[1]
        assert sorted(orders[0]) == sorted(PHRASES)
        assert orders[0].index("deuxième phrase") < orders[0].index("troisième phrase")
        people.say(hers, "cinquième phrase")
        expect(his.locator(".bubble").last).to_contain_text("cinquième phrase")
        his.reload()
        assert said(his) == orders[0]
        visitors.close()
    assert [line for line in visitors.complaints if not MEANT.search(line)] == []
    assert not site.failures()


def test_neighbours_served_by_two_processes_hear_each_other(grown_site, browser):
    here = Visitors(browser, grown_site.base_url)
    with palier.another_server(grown_site) as address:
        there = Visitors(browser, address)
        hers, his = (
            talking(here(), "karima", "Marcel"),
            talking(there(), "marcel", "Karima"),
        )
        people.say(hers, "D’un serveur à l’autre")
        expect(his.locator(".bubble").last).to_contain_text("D’un serveur à l’autre")
        people.say(his, "Bien reçu de l’autre côté")
        expect(hers.locator(".bubble").last).to_contain_text("Bien reçu de l’autre côté")
        expect(his.locator(".bubble.mine").last).to_contain_text("lu")
        for visitors in (here, there):
            visitors.close()
            assert visitors.complaints == []
