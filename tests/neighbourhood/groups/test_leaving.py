"""Leaving quietly, handing over, falling asleep."""

from datetime import timedelta

import pytest

from messaging.actions.talking import send_message
from messaging.models import Member
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.groups.actions import entering, handing, making
from neighbourhood.groups.jobs import life as jobs
from neighbourhood.groups.models.groups import Group, GroupStatus, Nature
from neighbourhood.groups.models.links import Handover
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.queries.steps import conversation_of
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.actions.closing import close
from tests.support.wordings import a_shelf
from tests.support.words import plain


def told(yard, who):
    with yard.make.writing() as session:
        mine = session.query(Notification).filter_by(resident_id=who.id)
        return [one.kind for one in mine.order_by(Notification.id)]


def asked(yard, group):
    with yard.make.writing() as session:
        found = session.query(Handover).filter_by(
            group_id=group.id, accepted_at=None, passed_at=None
        )
        return [one.membership.resident_id for one in found]


def test_nobody_is_told_of_who_leaves_and_the_conversation_is_left_too(yard):
    group = yard.group()
    yard.enter(group, yard.marcel)
    before = told(yard, yard.karima)
    yard.act(entering.leave, yard.marcel, group)
    assert told(yard, yard.karima) == before
    with yard.make.writing() as session:
        said = conversation_of(group)
        assert said is not None
        seats = session.query(Member).filter_by(conversation_id=said.id, left_at=None)
        assert [seat.resident_id for seat in seats] == [yard.karima.id]


def test_the_longest_trusted_is_asked_then_the_next_until_somebody_says_yes(yard):
    group = yard.group()
    yard.enter(group, yard.ines)
    yard.enter(group, yard.marcel, role=Role.EDITOR)
    yard.act(entering.leave, yard.karima, group)
    assert asked(yard, group) == [yard.marcel.id]
    assert told(yard, yard.marcel)[-1] == "groups.handed"
    yard.act(handing.pass_on, yard.marcel, group)
    assert asked(yard, group) == [yard.ines.id]
    yard.act(handing.take_over, yard.ines, group)
    assert yard.fresh(group).author_id == yard.ines.id
    assert yard.seat(group, yard.ines).role is Role.EDITOR
    assert asked(yard, group) == []


def test_once_all_have_said_no_whoever_wants_to_may(yard, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel)
    yard.act(entering.leave, yard.karima, group)
    yard.act(handing.pass_on, yard.marcel, group)
    assert "Je m’en occupe" in marcel.get(group.path).text
    marcel.post(f"{group.path}/reprendre", data={})
    assert yard.fresh(group).author_id == yard.marcel.id


def test_who_comes_back_at_once_looks_after_it_as_before(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.EDITOR)
    yard.act(entering.leave, yard.karima, group)
    yard.act(entering.come_back, yard.karima, group)
    assert asked(yard, group) == []
    assert yard.seat(group, yard.karima).role is Role.EDITOR


def test_a_group_that_everybody_left_is_closed(yard):
    group = yard.group()
    yard.act(entering.leave, yard.karima, group)
    assert yard.fresh(group).status is GroupStatus.CLOSED
    yard.act(entering.come_back, yard.karima, group)
    assert yard.fresh(group).status is GroupStatus.ACTIVE


def test_a_founder_reads_what_their_leaving_does(yard, karima):
    def leave(group):
        return plain(karima.post(f"{group.path}/quitter", data={}, follow_redirects=True).text)

    shared, alone = yard.group(), yard.group(title="Seule")
    yard.enter(shared, yard.marcel)
    assert "il se fermera" in plain(karima.get(alone.path).text)
    assert "On propose à un membre" in leave(shared)
    assert "il est fermé" in leave(alone)


def test_who_leaves_the_care_to_one_alone_reads_whose_it_is(yard, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.EDITOR)
    said = marcel.post(f"{group.path}/quitter", data={}, follow_redirects=True)
    alone = f"{yard.karima.full_name} est maintenant la seule personne à s’en occuper."
    assert alone in plain(said.text)
    assert "Revenir dans le groupe" in plain(said.text)


def test_a_closed_group_shows_no_first_steps(yard, karima, marcel):
    group = yard.group()
    yard.enter(group, yard.marcel)
    assert "Vos premiers pas" in plain(marcel.get(group.path).text)
    yard.act(making.close, yard.karima, group)
    assert "Vos premiers pas" not in plain(marcel.get(group.path).text)


def test_of_an_account_that_is_closed_others_are_asked(yard):
    group = yard.group()
    yard.enter(group, yard.marcel)
    yard.act(close, yard.karima)
    assert asked(yard, group) == [yard.marcel.id]


def test_who_proves_a_home_elsewhere_leaves_the_building_behind(yard):
    yard.change(yard.ines, address_id=yard.karima.address_id)
    group = yard.group(nature=Nature.BUILDING, reach="building")
    yard.enter(group, yard.ines)
    elsewhere = yard.make.address(yard.tanneurs)
    yard.act(lambda actor: accounts.settle_in(actor.resident, elsewhere), yard.ines)
    assert not yard.seat(group, yard.ines).is_standing
    yard.act(lambda actor: accounts.unsettle(actor.resident), yard.karima)
    assert yard.fresh(group).is_closed


def silent_for(yard, group, days):
    long_ago = now() - timedelta(days=days)
    with yard.make.writing() as session:
        session.get_one(Group, group.id).active_at = long_ago
        said = conversation_of(group)
        assert said is not None
        said.last_message_at = long_ago


@pytest.fixture
def each_night(app):
    def run():
        with app.app_context():
            jobs.look_at_groups()

    return run


def test_a_silent_group_falls_asleep_after_its_editors_were_told(yard, each_night, move_clock):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.MEMBER)
    silent_for(yard, group, 170)
    each_night()
    each_night()
    assert told(yard, yard.karima).count("groups.silent") == 1
    assert "groups.silent" not in told(yard, yard.marcel)
    assert yard.fresh(group).is_active
    move_clock(days=15)
    each_night()
    each_night()
    assert yard.fresh(group).is_asleep
    yard.act(making.wake, yard.marcel, group)
    assert yard.fresh(group).is_active


@pytest.mark.parametrize("what", ["word", "card", "member"])
def test_anything_that_happens_keeps_it_awake(yard, each_night, move_clock, what):
    group = yard.group()
    silent_for(yard, group, 170)
    each_night()
    if what == "word":
        with yard.make.writing():
            said = conversation_of(group)
        assert said is not None
        yard.enter(group, yard.marcel)
        silent_for(yard, group, 170)
        yard.act(lambda actor: send_message(actor, said.id, text="Bonjour"), yard.karima)
    elif what == "card":
        wording = a_shelf(reach=group.circle)
        yard.act(notices.publish, yard.karima, direction=Direction.ASK, wording=wording)
    else:
        yard.enter(group, yard.marcel)
    move_clock(days=15)
    each_night()
    assert yard.fresh(group).is_active
