"""Whoever is kept away by a measure is nobody on whom a team, or the site, may count."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.staffing import LastManager, ManagesAlone
from neighbourhood.partners.queries.organisations import administrators
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.policies import LastAdministrator
from neighbourhood.residents.queries import closings

MEASURES = {
    "excluded_at": timedelta(),
    "suspended_until": timedelta(days=3),
    "read_only_until": timedelta(days=3),
    "closed_at": timedelta(),
}
pytestmark = pytest.mark.parametrize("mark", MEASURES)


@pytest.fixture
def keep_away(town, mark):
    def keep_away(person):
        with town.writing():
            setattr(town.who(person), mark, now() + MEASURES[mark])

    return keep_away


def refusals(town, person):
    with town.app.app_context():
        return [type(one) for one in closings.refusals(town.who(person))]


def test_the_last_manager_who_is_there_neither_leaves_nor_closes(town, managed, keep_away):
    town.name(town.sophie, managed, StaffRole.MANAGE)
    assert refusals(town, town.marcel) == []
    keep_away(town.sophie)
    assert refusals(town, town.marcel) == [ManagesAlone]
    with town.writing():
        marcel, partner = town.who(town.marcel), holding.hold(Partner, managed)
        with pytest.raises(LastManager):
            staffing.remove(Actor.of(marcel), partner, marcel)


def test_the_last_administrator_who_is_there_does_not_close(town, keep_away):
    assert refusals(town, town.nadege) == []
    keep_away(town.aylin)
    assert refusals(town, town.nadege) == [LastAdministrator]
    with town.app.app_context():
        assert [one.id for one in administrators()] == [town.nadege.id]


def test_nobody_is_asked_at_a_desk_who_could_not_answer(town, managed, keep_away):
    with town.app.app_context():
        assert staff_in(town.town.id, StaffRole.PUBLISH) == [town.sophie.id]
    keep_away(town.sophie)
    with town.app.app_context():
        assert staff_in(town.town.id, StaffRole.PUBLISH) == []
