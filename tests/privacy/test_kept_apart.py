"""A blocked neighbour meets nothing of the other, nor the other way round: the whole site is asked.

Each of the two has published one of everything and they have answered each other; every page is
asked for as each of them, with the ids of the other. Without the block they do meet: the control.
"""

from datetime import timedelta

import pytest

import neighbourhood.invitations.actions as invitations
from messaging.actions import talking
from messaging.actions.releases import show_address
from messaging.policies import first_shown
from messaging.queries import conversations
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.directory.actions import listings
from neighbourhood.directory.actions.listings import Wording as Listed
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations.models import Invitation, SeatRequest, Side
from neighbourhood.loans.actions import shelf as things
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.residents import Resident
from tests.support.crawler import crawl
from tests.support.wordings import a_couscous, a_drill, a_shelf, a_word

# Whom one keeps away is named there, to oneself.
LIST = "residents.blocked_people"
# Whoever was met may be blocked too, by an address to which no page leads.
STILL_OPEN = {"adele": {LIST}, "basile": {"residents.block"}}
# What is held about oneself, by law all of it: what a conversation was about is among it.
HELD = "rights.mine"
# The mailbox of the demonstration, where everybody reads everybody's mail; nowhere else.
PRETEND = "demo.mailbox"
NAMES = {"adele": "Adelphine Zibeline", "basile": "Basilouis Quetsche"}


class Two:
    """Two neighbours who know each other well, and each of whom wrote a word of their own."""

    def __init__(self, make) -> None:
        self.make = make
        quartier = make.quartier()
        self.people = {who: make.resident(name, quartier) for who, name in NAMES.items()}
        self.made = {}
        third = make.resident("Ines Moreau", quartier)
        self.cat_of_third = make.act(words.write, third, wording=a_word())
        for who in self.people:
            self.publish(who)
        for who, other in (("adele", "basile"), ("basile", "adele")):
            self.answer(who, other)

    def publish(self, who: str) -> None:
        me, word = self.people[who], f"mot{who}"
        self.make.act(listings.say, me, wording=Listed(words=f"Fiche {word}"))
        shelf = a_shelf(title=f"Étagère {word}", reach=Reach.TOWN)
        self.made[who] = (
            self.make.act(notices.publish, me, direction=Direction.ASK, wording=shelf),
            self.make.act(
                invitations.publish,
                me,
                side=Side.HOST,
                wording=a_couscous(title=f"Table {word}", held_at=now() + timedelta(days=9)),
            ),
            self.make.act(words.write, me, wording=a_word(title=f"Chat {word}")),
            self.make.act(things.add, me, wording=a_drill(title=f"Perceuse {word}")),
        )

    def answer(self, who: str, other: str) -> None:
        me, word = self.people[who], f"mot{who}"
        notice, table, cat, _drill = self.made[other]
        self.make.act(thread.answer, me, cat, text=f"Vu {word}")
        self.make.act(thread.answer, me, self.cat_of_third, text=f"Lu {word}")
        given = self.make.act(replies.reply, me, notice, text=f"Réponse {word}")
        self.make.act(invitations.ask, me, table, message=f"Place {word}", seats=1)
        with self.make.writing():
            talk = conversations.thread_of("reply", given.id).id
        self.make.act(talking.send_message, me, conversation_id=talk, text=f"Ligne {word}")
        with self.make.writing() as session:
            first = first_shown(Actor.of(session.get_one(Resident, me.id)))
        self.make.act(show_address, me, conversation_id=talk, level=first)

    def met_by(self, who: str, answers) -> set[str]:
        """Return where `who` read a name or a word of the other."""
        other = next(one for one in NAMES if one != who)
        traces = (NAMES[other].split()[0], f"mot{other}", f"/voisins/{self.people[other].id}")
        return {
            answer.endpoint
            for answer in answers
            # What one asks for comes back in a redirect: it is the reader’s own.
            if answer.status // 100 != 3 and any(trace in answer.text for trace in traces)
        } - {PRETEND, HELD}


@pytest.fixture
def two(make):
    return Two(make)


def block(two, who="adele"):
    other = next(one for one in NAMES if one != who)
    two.make.act(blocks.block, two.people[who], other_id=two.people[other].id)


@pytest.mark.parametrize("reader", sorted(NAMES))
def test_without_a_block_they_meet_wherever_neighbours_do(app, two, signed_in, reader):
    """The control: the same walk finds the other on all these pages."""
    met = two.met_by(reader, crawl(app, signed_in(two.people[reader]), two.people[reader].id))
    assert met >= {
        "bulletins.mine",
        "bulletins.show",
        "directory.index",
        "directory.show",
        "exchanges.mine",
        "exchanges.show",
        "feed.extract",
        "feed.home",
        "feed.listing",
        "invitations.mine",
        "invitations.show",
        "loans.index",
        "loans.show",
        "messaging.address_journal",
        "messaging.index",
        "messaging.show",
        "notifications.inbox",
        "residents.show",
    }


@pytest.mark.parametrize("reader", sorted(NAMES))
def test_a_blocked_neighbour_meets_nothing_of_the_other(app, two, signed_in, reader):
    block(two)
    met = two.met_by(reader, crawl(app, signed_in(two.people[reader]), two.people[reader].id))
    assert met == STILL_OPEN[reader]


def paths_between(two, who):
    """Return what `who` could press of the other's, each with a form that would be taken."""
    other = next(one for one in NAMES if one != who)
    me, them = two.people[who].id, two.people[other].id
    notice, table, cat, _drill = two.made[other]
    with two.make.writing() as session:
        given = session.query(Reply).filter_by(helper_id=me).one().id
        got = session.query(Reply).filter_by(helper_id=them).one().id
        seat = session.query(SeatRequest).filter_by(resident_id=them).one().id
        talk = conversations.thread_of("reply", given).id
    return {
        f"/entraide/annonces/{notice.id}/reponses": {"words": "Bonjour", "text": "Bonjour"},
        f"/entraide/mots/{cat.id}/reponses": {"own": "Bonjour"},
        f"/entraide/mots/{cat.id}/silence": {},
        f"/invitations/{table.id}/places": {"message": "Bonjour", "seats": "1"},
        f"/entraide/reponses/{given}/retirer": {},
        f"/entraide/reponses/{got}/accepter": {},
        f"/entraide/reponses/{got}/revenir": {},
        f"/invitations/places/{seat}/accepter": {},
        f"/invitations/places/{seat}/decliner": {},
        f"/messages/{talk}": {"text": "Bonjour"},
        f"/messages/{talk}/adresse": {"level": "street"},
        f"/messages/{talk}/silence": {},
    }


@pytest.mark.parametrize("who", sorted(NAMES))
def test_nothing_can_be_pressed_between_them_as_if_it_were_gone(two, signed_in, who):
    asked = paths_between(two, who)
    block(two)
    browser = signed_in(two.people[who])
    refused = {path: browser.post(path, data=given) for path, given in asked.items()}
    gone = browser.post("/messages/999999", data={"text": "Bonjour"})
    assert {path: answer.status_code for path, answer in refused.items()} == dict.fromkeys(
        asked, gone.status_code
    )
    assert gone.status_code == 404


def test_the_page_of_the_other_is_the_page_of_nobody(two, signed_in):
    block(two)
    browser = signed_in(two.people["basile"])
    hers = browser.get(f"/voisins/{two.people['adele'].id}")
    nobodys = browser.get("/voisins/999999")
    assert hers.status_code == nobodys.status_code == 404
    titles = [page.get_data(as_text=True).partition("<h1")[2][:400] for page in (hers, nobodys)]
    assert titles[0] == titles[1]


def test_once_let_near_they_talk_again_and_what_was_agreed_stays_ended(two, signed_in):
    block(two)
    adele, basile = two.people["adele"], two.people["basile"]
    browser = signed_in(adele)
    page = browser.get("/moi/personnes-bloquees").get_data(as_text=True)
    path = page.partition('action="/moi/personnes-bloquees/')[2].partition('"')[0]
    assert browser.post(f"/moi/personnes-bloquees/{path}").status_code == 303
    assert browser.get(f"/voisins/{basile.id}").status_code == 200
    assert "motbasile" in browser.get("/messages").get_data(as_text=True)
    with two.make.writing() as session:
        assert {each.is_live for each in session.query(Reply)} == {False}
        assert {each.is_live for each in session.query(SeatRequest)} == {False}
        assert {each.taken for each in (*session.query(Notice), *session.query(Invitation))} == {0}
    assert browser.post("/moi/personnes-bloquees/rebloquer").status_code == 303
    assert browser.get(f"/voisins/{basile.id}").status_code == 404
