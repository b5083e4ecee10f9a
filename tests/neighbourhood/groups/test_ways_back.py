"""No way back, and no yes, leads into a group where somebody lives no more."""

import pytest

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.undoing import WayBack
from neighbourhood.groups.actions import answering, entering, trusting
from neighbourhood.groups.models.groups import Entry, Nature
from neighbourhood.groups.models.members import Role
from neighbourhood.groups.policies.groups import GroupFull, NoWayIn
from neighbourhood.residents.actions import accounts


@pytest.mark.parametrize("how", ["leaves", "is removed", "is declined"])
@pytest.mark.parametrize("then", ["moves", "is unsettled", "moves behind another door"])
def test_no_way_back_outlives_the_home_by_which_one_was_in(yard, make, how, then):
    behind_a_door = then == "moves behind another door"
    more = {"nature": Nature.BUILDING, "reach": "building"} if behind_a_door else {}
    if behind_a_door:
        for one in (yard.marcel, yard.ines):
            yard.change(one, address_id=yard.karima.address_id)
    group = yard.group(entry=Entry.REQUEST if how == "is declined" else Entry.OPEN, **more)
    if how == "is declined":
        yard.act(entering.ask, yard.marcel, group, words="Bonjour")
    else:
        yard.enter(group, yard.marcel, role=Role.EDITOR)
    go_back = come_out(yard, group, how)
    if then == "is unsettled":
        yard.act(lambda actor: accounts.unsettle(actor.resident), yard.marcel)
    else:
        quartier = yard.tanneurs if behind_a_door else make.quartier("Ailleurs")
        home = make.address(quartier)
        yard.act(lambda actor: accounts.settle_in(actor.resident, home), yard.marcel)
    before = yard.seat(group, yard.marcel).status
    with pytest.raises(DomainError):
        go_back()
    assert yard.seat(group, yard.marcel).status is before
    with yard.make.writing() as session:
        assert session.query(WayBack).count() == 0


def come_out(yard, group, how):
    """Have Marcel come out of a group, and return what would go back on it."""
    if how == "leaves":
        yard.act(entering.leave, yard.marcel, group)
        return lambda: yard.act(entering.come_back, yard.marcel, group)
    end = answering.remove if how == "is removed" else answering.decline
    yard.act(end, yard.karima, group, yard.seat(group, yard.marcel), words="Non.")
    seat = yard.seat(group, yard.marcel)
    return lambda: yard.act(answering.go_back, yard.karima, group, seat)


@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_nobody_comes_back_where_they_live_no_more_nor_where_moderation_hides(yard, make, how):
    group = yard.group()
    yard.enter(group, yard.marcel)
    go_back = come_out(yard, group, how)
    yard.change(group, hidden_at=now())
    with pytest.raises(NoWayIn):
        go_back()
    yard.change(group, hidden_at=None)
    yard.change(yard.marcel, quartier_id=make.quartier("Ailleurs").id)
    with pytest.raises(NoWayIn):
        go_back()


def test_nobody_is_let_in_who_lives_elsewhere_by_now(yard, make):
    group = yard.group(entry=Entry.REQUEST)
    yard.act(entering.ask, yard.marcel, group, words="Bonjour")
    yard.change(yard.marcel, quartier_id=make.quartier("Ailleurs").id)
    with pytest.raises(NoWayIn):
        yard.act(answering.accept, yard.karima, group, yard.seat(group, yard.marcel))


def test_a_removal_is_not_gone_back_on_in_a_group_that_is_full(yard, monkeypatch):
    group = yard.group()
    yard.enter(group, yard.marcel)
    go_back = come_out(yard, group, "is removed")
    monkeypatch.setattr(answering, "MOST_MEMBERS", 1)
    with pytest.raises(GroupFull):
        go_back()


@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_whoever_is_back_is_trusted_as_the_others_do_by_now(yard, how):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.MEMBER)
    yard.act(trusting.trust, yard.karima, group, yard.seat(group, yard.marcel))
    assert yard.seat(group, yard.marcel).is_editor
    go_back = come_out(yard, group, how)
    yard.act(trusting.take_back, yard.karima, group, yard.seat(group, yard.marcel))
    go_back()
    assert yard.seat(group, yard.marcel).is_standing
    assert yard.seat(group, yard.marcel).role is Role.MEMBER
