"""Roles are earned by the trust of others, and nobody is shown how much of it there is."""

import pytest

from neighbourhood.foundation.errors import DomainError
from neighbourhood.groups.actions import entering, trusting
from neighbourhood.groups.models.members import ROLE_MOVES, Role, Trust
from neighbourhood.groups.policies.trust import needed


def trusts(yard, group, who, whom):
    return yard.act(trusting.trust, who, group, yard.seat(group, whom))


def given_to(yard, group, who):
    seat = yard.seat(group, who)
    with yard.make.writing() as session:
        return session.query(Trust).filter_by(trusted_id=seat.id).count()


def role(yard, group, who):
    return yard.seat(group, who).role


@pytest.mark.parametrize(
    ("step", "others", "enough"),
    [
        (Role.MEMBER, 1, 1),
        (Role.MEMBER, 2, 2),
        (Role.MEMBER, 40, 2),
        (Role.EDITOR, 1, 1),
        (Role.EDITOR, 4, 2),
        (Role.EDITOR, 5, 2),
        (Role.EDITOR, 6, 3),
        (Role.EDITOR, 40, 3),
    ],
)
def test_how_many_it_takes(step, others, enough):
    assert needed(step, others) == enough


def test_one_rises_and_falls_one_step_at_a_time():
    assert ROLE_MOVES[Role.NEWCOMER] == {Role.MEMBER}
    assert ROLE_MOVES[Role.EDITOR] == {Role.MEMBER}


def test_who_is_trusted_becomes_a_member_then_looks_after_the_group(yard):
    group = yard.group()
    yard.enter(group, yard.marcel)
    trusts(yard, group, yard.karima, yard.marcel)
    assert role(yard, group, yard.marcel) is Role.MEMBER
    trusts(yard, group, yard.karima, yard.marcel)
    assert role(yard, group, yard.marcel) is Role.EDITOR


def test_once_there_are_more_two_have_to_trust_a_newcomer(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.MEMBER)
    yard.enter(group, yard.ines)
    trusts(yard, group, yard.karima, yard.ines)
    trusts(yard, group, yard.karima, yard.ines)
    assert role(yard, group, yard.ines) is Role.NEWCOMER
    trusts(yard, group, yard.marcel, yard.ines)
    assert role(yard, group, yard.ines) is Role.MEMBER


def test_trust_taken_back_loses_the_step_that_it_gave(yard):
    group = yard.group()
    yard.enter(group, yard.marcel)
    trusts(yard, group, yard.karima, yard.marcel)
    yard.act(trusting.take_back, yard.karima, group, yard.seat(group, yard.marcel))
    assert role(yard, group, yard.marcel) is Role.NEWCOMER


def test_whoever_looks_after_the_group_keeps_doing_so(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, role=Role.MEMBER)
    yard.change(yard.seat(group, yard.karima), role=Role.MEMBER)
    trusts(yard, group, yard.marcel, yard.karima)
    yard.act(trusting.take_back, yard.marcel, group, yard.seat(group, yard.karima))
    assert role(yard, group, yard.karima) is Role.EDITOR


def test_newcomers_and_outsiders_trust_nobody_nor_does_anybody_themselves(yard):
    group = yard.group()
    yard.enter(group, yard.marcel, yard.ines)
    for who, whom in ((yard.marcel, yard.ines), (yard.paul, yard.ines), (yard.karima, yard.karima)):
        with pytest.raises(DomainError):
            trusts(yard, group, who, whom)


def test_it_is_one_tap_and_nothing_is_counted(yard, karima):
    group = yard.group()
    yard.enter(group, yard.marcel)
    seat = yard.seat(group, yard.marcel)
    page = karima.get(f"{group.path}/membres").text
    assert "Je lui fais confiance" in page
    after = karima.post(
        f"{group.path}/membres/{seat.id}/confiance", data={}, follow_redirects=True
    ).text
    assert "vous lui faites confiance" in after
    assert "Reprendre ma confiance" in after


def test_trust_is_begun_anew_by_who_comes_again_and_kept_by_who_goes_back(yard):
    group = yard.group()
    yard.enter(group, yard.ines, yard.marcel)
    yard.act(trusting.trust, yard.karima, group, yard.seat(group, yard.marcel))
    yard.act(entering.leave, yard.marcel, group)
    yard.act(entering.come_back, yard.marcel, group)
    assert role(yard, group, yard.marcel) is Role.MEMBER
    assert given_to(yard, group, yard.marcel) == 1
    yard.act(entering.leave, yard.marcel, group)
    yard.enter(group, yard.marcel)
    assert role(yard, group, yard.marcel) is Role.NEWCOMER
    assert given_to(yard, group, yard.marcel) == 0
