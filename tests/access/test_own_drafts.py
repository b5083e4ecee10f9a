"""Each tab has its own draft, and a draft belongs to who writes it."""

import re

import pytest

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.foundation.storing.database import db
from tests.access.wizards import WIZARDS, fill
from tests.support import mandates
from tests.support.pressing import IN_A_WEEK

FIRST = "/entraide/demander"
WORD = re.compile(r'name="draft" value="([\w-]+)"')


def begin(browser, first: str = FIRST) -> str:
    """Open the first page in a new tab, and return the word of its draft."""
    return WORD.search(browser.get(first).text)[1]


def write(browser, tab: str, title: str, category: str, body: str = "Samedi.") -> None:
    """Go through the pages as a browser does, each press where the last one led."""
    pages = (
        (FIRST, {"subject": "service"}),
        (f"{FIRST}/categorie", {"category": category}),
        (f"{FIRST}/details", {"title": title, "body": body, "places": "1", "until": IN_A_WEEK}),
        (f"{FIRST}/precisions", {"lift_from": "la gare", "lift_to": "la mairie"}),
        (f"{FIRST}/portee", {"reach": "quartier"}),
    )
    for path, typed in pages:
        answer = browser.post(path, data={**typed, "draft": tab})
        assert answer.status_code == 303
        assert f"draft={tab}" in answer.location


def notices(app) -> list[tuple[str, str]]:
    with app.app_context():
        return [(one.title, one.category) for one in db.session.query(Notice)]


def test_two_tabs_never_mix_their_words_and_their_choices(app, world, signed_in):
    browser = signed_in(world.karima)
    one, other = begin(browser), begin(browser)
    assert one != other
    write(browser, one, "Une étagère", "diy")
    write(browser, other, "Un trajet", "lifts")
    for tab in (one, other):
        assert browser.post(f"{FIRST}/apercu", data={"draft": tab}).status_code == 303
    assert notices(app) == [("Une étagère", "diy"), ("Un trajet", "lifts")]


def test_every_page_hands_its_draft_on(world, signed_in):
    browser = signed_in(world.karima)
    tab = begin(browser)
    write(browser, tab, "Une étagère", "diy")
    for page in ("categorie", "details", "precisions", "portee", "apercu"):
        shown = browser.get(f"{FIRST}/{page}?draft={tab}").text
        assert WORD.search(shown)[1] == tab
        links = re.findall(rf'href="({FIRST}[^"]*)"', shown)
        assert all(f"draft={tab}" in link for link in links), links


def test_what_was_not_sent_is_offered_and_taken_up_where_it_was(world, signed_in):
    browser = signed_in(world.karima)
    tab = begin(browser)
    write(browser, tab, "Une étagère", "diy")
    again = browser.get(FIRST).text
    assert WORD.search(again)[1] != tab
    assert "Votre brouillon « Une étagère » est gardé" in again.replace("\xa0", " ")
    assert f'href="{FIRST}?draft={tab}"' in again
    assert "Une étagère" in browser.get(f"{FIRST}/details?draft={tab}").text


@pytest.fixture
def agent(world, make, signed_in):
    """A browser in which Inès acts for Karima."""
    given = mandates.give(make, world.karima, world.ines, scopes=mandates.ALL)
    return mandates.act_by(signed_in(world.ines), given)


@pytest.mark.parametrize("name", ["notice", "invitation"])
def test_an_agent_neither_reads_nor_sends_what_the_principal_has_not_sent(
    app, world, agent, signed_in, name
):
    page = WIZARDS[name](world)
    fill(world, page)
    title = page.answers["title"]
    assert title not in agent.get(page.first).text
    answer = agent.post(page.path, data=page.typed)
    assert answer.location.split("?")[0] == page.first
    assert notices(app) == []
    assert title in signed_in(world.karima).get(page.path).text


def test_a_principal_neither_reads_nor_sends_what_the_agent_has_not_sent(
    app, world, agent, signed_in
):
    tab = begin(agent)
    write(agent, tab, "Un trajet pour Karima", "lifts")
    karima = signed_in(world.karima)
    for address in (FIRST, f"{FIRST}?draft={tab}", f"{FIRST}/apercu?draft={tab}"):
        assert "Un trajet" not in karima.get(address, follow_redirects=True).text
    karima.post(f"{FIRST}/apercu", data={"draft": tab})
    assert notices(app) == []
    assert agent.post(f"{FIRST}/apercu", data={"draft": tab}).status_code == 303
    assert notices(app) == [("Un trajet pour Karima", "lifts")]


def test_what_an_agent_writes_for_others_stays_out_of_their_own(app, world, agent, signed_in):
    tab = begin(agent)
    write(agent, tab, "Un trajet pour Karima", "lifts")
    own = signed_in(world.ines)
    assert "Un trajet" not in own.get(f"{FIRST}/details?draft={tab}", follow_redirects=True).text


def test_a_word_that_is_none_of_ours_is_not_taken(world, signed_in):
    browser = signed_in(world.karima)
    for word in ("x" * 41, "a b", "é", "../", "<b>"):
        assert WORD.search(browser.get(FIRST, query_string={"draft": word}).text)[1] != word
