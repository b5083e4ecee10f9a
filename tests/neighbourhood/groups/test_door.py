"""Asking to come in, being asked to, the link of a member, and a place that is taken away."""

import re

import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.undoing import SinceThen
from neighbourhood.groups.actions import answering, entering, links
from neighbourhood.groups.models.groups import Entry, Nature
from neighbourhood.groups.models.links import GroupLink
from neighbourhood.groups.models.members import Role, Seat
from neighbourhood.groups.policies.answering import AnsweredAlready, NotToInvite
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.notifications.models import Notification
from tests.support.words import plain


def told(yard, who):
    with yard.make.writing() as session:
        return [one.kind for one in session.query(Notification).filter_by(resident_id=who.id)]


@pytest.fixture
def asked(yard):
    """A group that asks first, where Marcel waits at the door."""
    group = yard.group(entry=Entry.REQUEST)
    yard.act(entering.ask, yard.marcel, group, words="J’aime marcher.")
    return group


def test_the_editors_read_who_asks_and_say_yes(yard, asked, karima, marcel):
    assert told(yard, yard.karima) == ["groups.asked"]
    assert "J’aime marcher." in karima.get(asked.door).text
    seat = yard.seat(asked, yard.marcel)
    karima.post(f"{asked.door}/{seat.id}/accepter", data={})
    assert yard.seat(asked, yard.marcel).is_newcomer
    assert told(yard, yard.marcel) == ["groups.welcomed"]
    assert "Vos premiers pas ici" in plain(marcel.get(asked.path).text)


def test_a_no_is_gentle_and_may_be_gone_back_on(yard, asked, karima, marcel):
    seat = yard.seat(asked, yard.marcel)
    said = {"ready": "0", "own": ""}
    page = karima.post(f"{asked.door}/{seat.id}/decliner", data=said, follow_redirects=True).text
    assert "Revenir sur ma réponse" in page
    assert "Pas cette fois, mais merci" in plain(marcel.get(asked.place).text)
    karima.post(f"{asked.path}/membres/{seat.id}/revenir-sur", data={})
    assert yard.seat(asked, yard.marcel).is_asking


def test_a_stale_way_back_takes_no_place_from_who_came_in_meanwhile(yard, asked):
    token = yard.act(links.make_link, yard.karima, asked)
    seat = yard.seat(asked, yard.marcel)
    yard.act(answering.decline, yard.karima, asked, seat, words="Pas cette fois.")
    yard.act(lambda actor: answering.enter_by(actor, token), yard.marcel)
    with pytest.raises(SinceThen):
        yard.act(answering.go_back, yard.karima, asked, seat)
    assert yard.seat(asked, yard.marcel).is_standing


@pytest.mark.parametrize(
    "end",
    [
        lambda yard, seat: yard.change(seat, role=Role.NEWCOMER),
        lambda yard, seat: yard.change(seat, status=Seat.LEFT, left_at=now()),
        lambda yard, seat: yard.change(yard.ines, excluded_at=now()),
        lambda yard, seat: yard.change(yard.ines, closed_at=now()),
        lambda yard, seat: yard.change(yard.ines, verified_at=None),
    ],
)
def test_a_link_leads_nowhere_once_its_maker_may_ask_nobody_in(yard, end):
    group = yard.group(entry=Entry.OPEN)
    yard.enter(group, yard.ines, role=Role.MEMBER)
    token = yard.act(links.make_link, yard.ines, group)
    end(yard, yard.seat(group, yard.ines))
    with pytest.raises(Missing):
        yard.act(lambda actor: answering.enter_by(actor, token), yard.marcel)


def test_the_second_of_two_editors_is_told_that_it_has_its_answer(yard, asked):
    seat = yard.seat(asked, yard.marcel)
    yard.act(answering.accept, yard.karima, asked, seat)
    with pytest.raises(AnsweredAlready):
        yard.act(answering.accept, yard.karima, asked, seat)


def test_who_joins_an_open_group_is_told_to_its_editors_once_until_they_look(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, yard.ines)
    assert told(yard, yard.karima) == ["groups.joined"]


def test_a_link_leads_in_until_it_is_taken_back(yard, karima, marcel):
    group = yard.group(entry=Entry.INVITATION)
    page = karima.post(f"{group.path}/inviter", data={}).text
    found = re.search(r"/groupes/lien/[\w-]+", page)
    assert found is not None
    with yard.make.writing() as session:
        assert found[0].rpartition("/")[2] != session.query(GroupLink).one().digest
    assert group.title in marcel.get(found[0]).text
    karima.post(f"{group.path}/inviter/arreter", data={})
    assert marcel.post(found[0], data={}).status_code == 404
    again = karima.post(f"{group.path}/inviter", data={}).text
    other = re.search(r"/groupes/lien/[\w-]+", again)
    assert other is not None
    marcel.post(other[0], data={})
    assert yard.seat(group, yard.marcel).is_standing


def test_a_link_to_a_building_opens_nothing_to_who_lives_elsewhere(yard):
    group = yard.group(nature=Nature.BUILDING, reach="building", entry=Entry.INVITATION)
    token = yard.act(links.make_link, yard.karima, group)
    with pytest.raises(Missing):
        yard.act(lambda actor: answering.enter_by(actor, token), yard.marcel)


def test_a_link_is_over_after_two_weeks(yard, move_clock):
    group = yard.group()
    token = yard.act(links.make_link, yard.karima, group)
    move_clock(days=15)
    with pytest.raises(Missing):
        yard.act(lambda actor: answering.enter_by(actor, token), yard.marcel)


def test_a_neighbour_is_asked_from_their_page_and_decides(yard, karima, marcel):
    group = yard.group(entry=Entry.INVITATION)
    page = karima.get(f"/groupes/inviter/{yard.marcel.id}").text
    assert group.title in page
    karima.post(f"/groupes/inviter/{yard.marcel.id}", data={"group_id": group.id})
    assert told(yard, yard.marcel) == ["groups.invited"]
    assert "vous invite" in plain(marcel.get(group.path).text)
    marcel.post(f"{group.path}/entrer", data={})
    assert yard.seat(group, yard.marcel).is_newcomer


def test_newcomers_ask_nobody_and_nobody_is_asked_through_a_block(yard):
    group = yard.group()
    yard.enter(group, yard.marcel)
    with pytest.raises(DomainError):
        yard.act(answering.invite, yard.marcel, group, yard.ines)
    yard.block(yard.ines, yard.karima)
    with pytest.raises(Missing):
        yard.act(answering.invite, yard.karima, group, yard.ines)


def test_who_is_removed_reads_why_and_may_ask_for_another_opinion(yard, karima, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel)
    seat = yard.seat(group, yard.marcel)
    words = {"own": "Trois fois nous avons demandé de ne rien vendre ici."}
    karima.post(f"{group.path}/membres/{seat.id}/retirer", data=words)
    assert yard.seat(group, yard.marcel).status is Seat.REMOVED
    page = plain(marcel.get(group.place).text)
    assert "ne rien vendre" in page
    assert "Demander un autre avis" in page
    sees = REPORTABLES["membership"].sees
    assert sees(yard.marcel, yard.fresh(seat))
    assert not sees(yard.ines, yard.fresh(seat))
    with pytest.raises(DomainError):
        yard.act(entering.enter, yard.marcel, group)
    token = yard.act(links.make_link, yard.karima, group)
    with pytest.raises(NotToInvite):
        yard.act(lambda actor: answering.enter_by(actor, token), yard.marcel)


def test_nobody_removes_whoever_looks_after_the_group(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.EDITOR)
    with pytest.raises(DomainError):
        yard.act(answering.remove, yard.marcel, group, yard.seat(group, yard.karima), words="Non.")


def test_a_group_is_made_on_three_pages(yard, karima):
    karima.post("/groupes/creer", data={"nature": "garden"})
    text = {
        "title": "Le jardin de la Fontaine",
        "body": "Le samedi matin.",
        "charter": "On partage la récolte.",
        "entry": "open",
        "reach": "quartier",
    }
    karima.post("/groupes/creer/texte", data=text)
    assert "Le jardin de la Fontaine" in karima.get("/groupes/creer/apercu").text
    made = karima.post("/groupes/creer/apercu", data={})
    page = plain(karima.get(made.location).text)
    assert "On partage la récolte." in page
    assert "Inviter" in page
    changed = {**text, "title": "Le jardin partagé"}
    karima.post(f"{made.location}/modifier", data=changed)
    assert "Le jardin partagé" in karima.get(made.location).text


def test_a_group_is_closed_for_good_by_whoever_looks_after_it(yard, karima):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.EDITOR)
    page = plain(karima.get(f"{group.path}/fermer").text)
    assert "On ne peut pas le rouvrir" in page
    karima.post(f"{group.path}/fermer", data={})
    assert yard.fresh(group).is_closed


def test_first_steps_tick_themselves(yard, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel)
    for step in ("charter", "people"):
        marcel.post(f"{group.path}/premiers-pas/{step}", data={})
    seat = yard.seat(group, yard.marcel)
    assert seat.charter_read_at
    assert seat.met_at
    assert "Vos premiers pas ici" in plain(marcel.get(group.path).text)
    marcel.post(f"{group.path}/premiers-pas/done", data={})
    assert "Vos premiers pas ici" not in plain(marcel.get(group.path).text)
