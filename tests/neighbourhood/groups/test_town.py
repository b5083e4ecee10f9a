"""What those who run a town read of its groups, and what they may do with one."""

import pytest

from neighbourhood.foundation.storing.undoing import SinceThen, TooLateToGoBack
from neighbourhood.groups.actions import making, resting
from neighbourhood.groups.models.groups import Entry, GroupStatus, Nature
from neighbourhood.groups.policies.groups import NotToRest
from neighbourhood.groups.queries import groups
from neighbourhood.groups.subjects import Rest
from neighbourhood.notifications.kinds import say
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.kinds import say_reason
from neighbourhood.residents.models.sights import Sight, SightNames
from tests.support.carried import press
from tests.support.town_hall import work_at_the_town_hall
from tests.support.words import plain


@pytest.fixture
def clerk(yard):
    person = yard.make.resident("Claire Mairie", yard.tanneurs)
    work_at_the_town_hall(yard.make, person, StaffRole.ADMINISTER)
    return person


@pytest.fixture
def desk(clerk, signed_in):
    return signed_in(clerk)


@pytest.fixture
def page(yard):
    return f"/groupes/commune/{yard.tanneurs.municipality_id}"


def rested(yard, clerk, group, why=Rest.UNKEPT):
    return yard.act(resting.rest, clerk, group, why=why)


def told(yard, who, code):
    with yard.make.writing() as session:
        theirs = session.query(Notification).filter_by(resident_id=who.id, kind=code)
        return [plain(say(code, one.details)) for one in theirs]


def noted(yard, act):
    with yard.make.writing() as session:
        lines = session.query(SightNames).join(Sight).filter(Sight.act == act)
        return [(one.about_id, one.sight.office, plain(say_reason(one.reason))) for one in lines]


def test_the_town_reads_which_groups_there_are_and_not_who_or_what_is_in_them(
    yard, group, desk, page, signed_in
):
    said = plain(desk.get(page).text)
    assert group.title in said
    assert "Les Tanneurs" in said
    assert "quelques voisins" in said
    assert "vivant ce mois-ci" in said
    for hidden in ("Karima", "Marcel", group.charter or "la règle", "Benali"):
        assert hidden not in said
    assert signed_in(yard.marcel).get(page).status_code == 404
    assert desk.get(group.path + "/membres").status_code == 404


def test_a_group_of_a_building_and_one_that_is_hidden_or_closed_are_not_named(yard, desk, page):
    behind = yard.group(title="Escalier B", nature=Nature.BUILDING, reach="building")
    closed, hidden = yard.group(title="Les partis"), yard.group(title="Les masqués")
    yard.act(making.close, yard.karima, closed)
    yard.change(hidden, hidden_at=hidden.created_at)
    invited = yard.group(title="Les choristes", entry=Entry.INVITATION)
    said = plain(desk.get(page).text)
    assert invited.title in said
    assert not [one.title for one in (behind, closed, hidden) if one.title in said]
    assert "leur nombre se lit à partir de 11" in said
    assert desk.get(f"{page}/{behind.id}/endormir").status_code == 404


def test_a_group_is_put_to_sleep_with_a_reason_that_its_members_read(
    yard, group, clerk, desk, page
):
    here = f"{page}/{group.id}/endormir"
    neighbour = yard.make.resident("Léa Petit", yard.tanneurs)
    assert groups_to_discover(yard, neighbour)
    assert press(desk, here, data={}).status_code == 422, "a reason is asked for"
    shown = press(desk, here, data={"why": "double"}, follow_redirects=True)
    assert "Réveiller ce groupe" in shown.text
    assert yard.fresh(group).is_asleep
    assert not groups_to_discover(yard, neighbour)
    for member in (yard.karima, yard.marcel, yard.ines):
        (said,) = told(yard, member, "groups.rested")
        assert "un autre groupe fait la même chose" in said
    assert not told(yard, neighbour, "groups.rested")
    why = f"Un autre groupe fait la même chose au même endroit : {group.number}"
    assert noted(yard, "groups.rested") == [(yard.karima.id, "Mairie", why)]


def groups_to_discover(yard, who):
    with yard.make.writing():
        return groups.to_discover(who, nature=None, words="", after=None).rows


def test_the_town_goes_back_on_it_for_ten_minutes(yard, group, clerk, desk, page, move_clock):
    rested(yard, clerk, group)
    desk.post(f"{page}/{group.id}/reveiller", data={})
    assert yard.fresh(group).is_active
    assert told(yard, yard.marcel, "groups.roused")
    assert [about for about, _office, _why in noted(yard, "groups.roused")] == [yard.karima.id]
    rested(yard, clerk, group)
    move_clock(minutes=11)
    assert "Réveiller ce groupe" not in desk.get(page).text
    with pytest.raises(TooLateToGoBack):
        yard.act(resting.rouse, clerk, group)
    assert yard.fresh(group).is_asleep


def test_a_member_wakes_it_and_the_town_has_nothing_to_go_back_on(yard, group, clerk):
    rested(yard, clerk, group)
    yard.act(making.wake, yard.marcel, group)
    with pytest.raises(SinceThen):
        yard.act(resting.rouse, clerk, group)
    assert yard.fresh(group).is_active


def test_what_sleeps_is_not_put_to_sleep_again(yard, group, clerk):
    yard.change(group, status=GroupStatus.ASLEEP)
    with pytest.raises(NotToRest):
        rested(yard, clerk, group)
    assert not told(yard, yard.marcel, "groups.rested")
