"""Nobody reads where somebody lives, nor a full name beyond the quartier.

The town is crawled as everybody: a new page is asked for as soon as it has a route.
"""

import itertools
import re

import pytest

from tests.support.canaries import ACTED_FOR, HOME, ON_PAPER, WAITING
from tests.support.crawler import pages

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.xdist_group("canaries"),
    pytest.mark.usefixtures("left_empty"),
]

READERS = (
    "nobody",
    "herself",
    "her agent",
    "the newcomer",
    "not verified",
    "same quartier",
    "next quartier",
    "far quartier",
    "other town",
    "staff, same quartier",
    "staff, other quartier",
    "letters desk",
    "administrator",
)
NEIGHBOURS = {"herself", "her agent", "same quartier", "staff, same quartier"}
# The mailbox of the demonstration, where everybody reads everybody's mail; nowhere else.
PRETEND = {"demo.mailbox"}
# There are no migrations in the database of the tests.
NOT_READY = {"health.readyz"}
DESK = {"verification.desk", "verification.letters_pdf"}
# Whoever gives a mandate agrees that the town hall prints and posts its journal every month.
PAPERS = {"verification.mandates", "verification.reports_pdf"}


def papers(who):
    """Return where `who` may read what goes into an envelope to her."""
    return PAPERS if who == "letters desk" else set()


def accounts(who):
    """Return where whoever looks after accounts finds them by their name, and closes them."""
    return {"rights.close_for", "people.index", "people.town"} if who == "administrator" else set()


# Whoever keeps a tool library reads to whom it lends, and the reading is noted.
TOOLS = {"libraries.desk", "libraries.keep_tool"}


def tools(who):
    """Return where `who` reads whole names at the desk of a tool library."""
    return TOOLS if who.startswith("staff") else set()


def endpoints(answers):
    return {answer.endpoint for answer in answers}


def test_every_part_is_played(town):
    assert tuple(town.readers) == READERS
    here = town.quartiers["herself"]
    assert {who for who in READERS if town.quartiers[who] == here} == NEIGHBOURS


def test_every_page_is_asked_for_as_everybody(town, app):
    for who in READERS:
        assert endpoints(town.answers[who]) == pages(app), who


def test_no_page_breaks(town):
    answers = itertools.chain.from_iterable(town.answers.values())
    broken = [a for a in answers if a.status >= 500 and a.endpoint not in NOT_READY]
    assert broken == []


def test_most_pages_are_really_read_by_somebody(town, app):
    """A crawl that is turned away everywhere would prove nothing."""
    answers = itertools.chain.from_iterable(town.answers.values())
    read = {a.endpoint for a in answers if a.status == 200}
    assert len(read) > 2 / 3 * len(pages(app)), sorted(pages(app) - read)


def test_the_traces_can_be_found_where_they_belong(town):
    """The control: whoever may read them does."""
    assert {"residents.me", "residents.edit_profile"} <= endpoints(town.found("herself", HOME.name))
    assert "verification.address" in endpoints(town.found("herself", HOME.door))
    assert "residents.show" in endpoints(town.found("same quartier", HOME.name))
    assert "feed.home" in endpoints(town.found("same quartier", HOME.name))
    assert "messaging.show" in endpoints(town.found("same quartier", HOME.name))
    assert endpoints(town.found("letters desk", WAITING.door)) >= DESK
    assert endpoints(town.found("letters desk", WAITING.name)) >= DESK
    assert any(f"{HOME.first_name} Z." in a.text for a in town.answers["far quartier"])
    assert "exchanges.mine" in endpoints(town.found("her agent", HOME.name))


@pytest.mark.parametrize("who", sorted(set(READERS) - {"herself"}))
def test_her_door_is_hers_alone(town, who):
    assert endpoints(town.found(who, HOME.door)) <= papers(who)
    assert not HOME.door.search(town.heard[who])


@pytest.mark.parametrize("who", sorted(set(READERS) - {"herself"}))
def test_her_mailbox_is_hers_alone(town, who):
    assert town.found(who, HOME.mailbox) == []
    assert not HOME.mailbox.search(town.heard[who])


@pytest.mark.parametrize("who", sorted(set(READERS) - NEIGHBOURS))
def test_her_full_name_stays_in_the_quartier(town, who):
    allowed = PRETEND | papers(who) | accounts(who) | tools(who)
    assert endpoints(town.found(who, HOME.name)) <= allowed
    assert not HOME.name.search(town.heard[who])


@pytest.mark.parametrize("who", sorted(set(READERS) - {"the newcomer"}))
@pytest.mark.parametrize("trace", ["door", "name", "mailbox"])
def test_who_waits_for_a_letter_is_known_to_the_desk_alone(town, who, trace):
    found = town.found(who, getattr(WAITING, trace))
    allowed = DESK if who == "letters desk" and trace != "mailbox" else set()
    allowed = allowed | accounts(who) if trace == "name" else allowed
    assert endpoints(found) <= allowed, found


# Who prepared the two mandates on paper, and what they read of them.
PREPARER = "far quartier"
OWN_MANDATES = {"mandates.index", "mandates.show"}
OWN_FORM = {"mandates.paper_mandate", "mandates.paper_form"}


def test_papers_can_be_read_where_they_belong(town):
    """The control: whoever prepared a form reads it, and the desk what it prints."""
    assert endpoints(town.found(PREPARER, ON_PAPER.door)) == {"mandates.paper_form"}
    assert endpoints(town.found(PREPARER, ON_PAPER.name)) >= OWN_FORM
    assert endpoints(town.found(PREPARER, ACTED_FOR.name)) >= OWN_MANDATES
    seen = {"verification.reports_pdf", "verification.counter"}  # who was confirmed since yesterday
    assert endpoints(town.found("letters desk", ACTED_FOR.door)) == seen
    assert endpoints(town.found("letters desk", ACTED_FOR.name)) >= PAPERS


@pytest.mark.parametrize("who", sorted(set(READERS) - {PREPARER}))
@pytest.mark.parametrize("trace", ["door", "name"])
def test_a_form_that_waits_is_known_to_who_prepared_it_alone(town, who, trace):
    allowed = PRETEND | accounts(who) if trace == "name" else PRETEND
    assert endpoints(town.found(who, getattr(ON_PAPER, trace))) <= allowed


@pytest.mark.parametrize("who", sorted(set(READERS) - {"letters desk"}))
def test_once_recorded_nobody_reads_the_door_not_even_who_acts(town, who):
    assert endpoints(town.found(who, ACTED_FOR.door)) <= PRETEND


@pytest.mark.parametrize("who", sorted(set(READERS) - {PREPARER, "letters desk"}))
def test_who_has_no_mailbox_is_named_in_full_in_the_quartier_alone(town, who):
    if town.quartiers[who] != town.quartiers[PREPARER]:
        assert endpoints(town.found(who, ACTED_FOR.name)) <= PRETEND | accounts(who)


def test_mails_carry_no_door_and_a_full_name_only_inside_the_quartier(town):
    assert len(town.mails) > 5
    for to, text in town.mails:
        assert not HOME.door.search(text), text
        for canary in (WAITING, ON_PAPER, ACTED_FOR):
            assert not canary.door.search(text), text
        assert not HOME.mailbox.search(text), text
        assert to in town.near or not HOME.name.search(text), (to, text)


def test_the_journal_knows_nobody(town):
    assert '"endpoint": "feed.home"' in town.log
    for canary in (HOME, WAITING, ON_PAPER, ACTED_FOR):
        for trace in (canary.door, canary.name, canary.mailbox):
            assert not trace.search(town.log), trace


@pytest.mark.parametrize("who", ["same quartier", "next quartier"])
def test_no_answer_changes_when_she_moves_inside_her_square(town, who):
    """Whatever is computed from a home is computed from its square: distances, order, counts."""
    before, after = town.moved[who]
    assert [steady(a.path) for a in before] == [steady(a.path) for a in after]
    changed = [b for a, b in zip(before, after, strict=True) if steady(a.text) != steady(b.text)]
    assert changed == []


UNSTEADY = re.compile(
    r"""^(Set-Cookie|Vary|X-Request-ID|Date|Last-Modified|Expires|Content-Length):.*\n
    |^(DTSTAMP|LAST-MODIFIED):.*\n
    |(csrf_token|client_id|press|draft|drawn)"[^>]*value="[^"]*"
    |[?&]draft=[\w-]+|data-words="\w*"
    |/CreationDate\s\(.*?\)|/ID\s?\[.*?\]
    |<time.*?</time>|à\sl’instant|(il\sy\sa|dans)\s(\d+|une?)\s\w+""",
    re.MULTILINE | re.VERBOSE,
)


def steady(text):
    """Leave out what changes from one answer to the next anyway: tokens, cookies, the time."""
    return UNSTEADY.sub("", text.replace("\r", ""))
