"""An invitation to a team lives no longer than the right of whoever sent it."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import ReadOnly
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.mails import INVITATION
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.accrediting import MovedOn
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, standing
from neighbourhood.residents.models.standing import Measure
from tests.neighbourhood.partners.test_heavy_roles import accept, change, invite


@pytest.fixture
def lea(town):
    return town.make.resident("Léa Roux")


@pytest.fixture
def number(town, managed, lea):
    """Marcel, who manages with Sophie, asks Léa."""
    town.name(town.sophie, managed, StaffRole.MANAGE)
    return invite(town, managed, town.marcel, lea.email, StaffRole.PUBLISH)


def signed(app, number):
    with app.app_context():
        return sign(INVITATION, number)


def demote(town, managed):
    change(town, managed, town.sophie, town.marcel, StaffRole.READ)


def take_off(town, managed):
    with town.writing():
        staffing.remove(
            Actor.of(town.who(town.sophie)), holding.hold(Partner, managed), town.who(town.marcel)
        )


def marked(**values):
    def mark(town, managed):
        with town.writing():
            for name, value in values.items():
                setattr(town.who(town.marcel), name, value())

    return mark


ENDS = {
    "demoted": demote,
    "taken off": take_off,
    "closed": marked(closed_at=now),
    "excluded": marked(excluded_at=now),
    "suspended": marked(suspended_until=lambda: now() + timedelta(days=3)),
    "in read-only": marked(read_only_until=lambda: now() + timedelta(days=3)),
}


@pytest.mark.parametrize("end", ENDS)
def test_nobody_joins_by_an_invitation_whose_sender_could_not_send_it_now(
    app, town, managed, number, lea, signed_in, end
):
    ENDS[end](town, managed)
    with pytest.raises(MovedOn):
        accept(town, number, lea)
    link = f"/partenaires/invitation/{signed(app, number)}"
    assert signed_in(lea).post(link).status_code == 410
    assert town.roles(lea, managed) == set()


def measured(measure):
    def pass_over(town, managed):
        with town.writing():
            standing.restrict(town.who(town.marcel), measure, now() + timedelta(days=3))
        with town.writing():
            standing.lift(town.who(town.marcel), measure)

    return pass_over


def closed_and_back(town, managed):
    with town.writing():
        closing.close(Actor.of(town.who(town.marcel)))
    with town.writing():
        closing.come_back(town.who(town.marcel))


def demoted_and_back(town, managed):
    demote(town, managed)
    change(town, managed, town.sophie, town.marcel, StaffRole.MANAGE, StaffRole.READ)


@pytest.mark.parametrize(
    "pass_over",
    [*map(measured, Measure), closed_and_back, demoted_and_back],
    ids=[*Measure, "closed", "demoted"],
)
def test_an_invitation_does_not_come_back_with_the_right_of_whoever_sent_it(
    town, managed, number, lea, pass_over
):
    pass_over(town, managed)
    with pytest.raises(MovedOn):
        accept(town, number, lea)
    again = invite(town, managed, town.marcel, lea.email, StaffRole.PUBLISH)
    accept(town, again, lea)
    assert town.roles(lea, managed) == {StaffRole.PUBLISH}


def test_a_measure_about_somebody_leaves_the_invitations_of_others(town, managed, number, lea):
    with town.writing():
        standing.restrict(town.who(town.sophie), Measure.SUSPENDED, now() + timedelta(days=3))
    accept(town, number, lea)
    assert town.roles(lea, managed) == {StaffRole.PUBLISH}


def test_whoever_a_measure_keeps_from_writing_joins_no_team(app, town, managed, number, lea):
    with town.writing():
        town.who(lea).read_only_until = now() + timedelta(days=3)
    with pytest.raises(ReadOnly):
        accept(town, number, lea)
    assert town.roles(lea, managed) == set()


def test_an_invitation_does_not_come_back_with_a_team_that_was_closed(town, managed, number, lea):
    with town.writing():
        partner = holding.hold(Partner, managed)
        accrediting.suspend(Actor.of(town.who(town.nadege)), partner, reason="Contrôle")
    with town.writing():
        partner = holding.hold(Partner, managed)
        accrediting.reinstate(Actor.of(town.who(town.aylin)), partner)
    with pytest.raises(MovedOn):
        accept(town, number, lea)


def test_the_first_manager_is_asked_by_the_site_until_somebody_manages(town, managed, lea):
    with town.writing():
        town.who(town.marcel).excluded_at = now()
    with town.writing():
        partner = holding.hold(Partner, managed)
        actor = Actor.of(town.who(town.nadege))
        number = staffing.invite_first(actor, partner, email=lea.email).id
    accept(town, number, lea)
    assert StaffRole.MANAGE in town.roles(lea, managed)
