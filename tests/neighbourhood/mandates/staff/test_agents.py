"""The staff who accompany act, and only they, whatever changes among them."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.partners.policies.staffing import NotAccredited, roles_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_closed
from tests.neighbourhood.mandates.staff.conftest import TERMS, change, who
from tests.support.accompanying import accompany, agents


@pytest.mark.parametrize(
    ("kind", "accompanies"),
    [
        (PartnerKind.CITY_SERVICE, True),
        (PartnerKind.ASSOCIATION, True),
        (PartnerKind.SOCIAL_FIRM, True),
        (PartnerKind.COMPANY, False),
        (PartnerKind.UNIVERSITY, False),
    ],
)
def test_only_those_whose_trade_it_is_accompany(kind, accompanies):
    assert (StaffRole.ACCOMPANY in roles_in(kind)) is accompanies
    of_the_town = {StaffRole.VERIFY, StaffRole.MODERATE, StaffRole.ADMINISTER}
    for role in of_the_town:
        assert (role in roles_in(kind)) is (kind is PartnerKind.CITY_SERVICE)
    everyones = set(StaffRole) - of_the_town - {StaffRole.ACCOMPANY}
    assert everyones <= set(roles_in(kind))


def test_a_code_makes_agents_of_the_staff_who_accompany_and_of_nobody_else(
    app, mandate_id, centre, in_app
):
    assert agents(app, mandate_id) == {"Sophie Martin"}
    mandate = in_app.get_one(Mandate, mandate_id)
    assert mandate.status is MandateStatus.LIVE
    assert mandate.organisation == "Centre social"
    assert mandate.partner_id == centre


def test_a_role_given_or_taken_makes_or_unmakes_an_agent(app, office, mandate_id):
    change(office, [StaffRole.PUBLISH, StaffRole.ACCOMPANY])
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    change(office, [StaffRole.PUBLISH])
    assert agents(app, mandate_id) == {"Sophie Martin"}


def test_who_accepts_an_invitation_to_accompany_may_act(app, office, make, mandate_id):
    lea = make.resident("Léa Roy", verified=False)
    with office.at_work():
        partner = hold(Partner, office.partner.id)
        roles = [StaffRole.ACCOMPANY]
        invitation = staffing.invite(
            Actor.of(who(office.author)), partner, email=lea.email, roles=roles
        )
        staffing.accept(Actor.of(who(lea)), invitation)
    assert agents(app, mandate_id) == {"Sophie Martin", "Léa Roy"}


def test_who_leaves_acts_no_more(app, office, make, mandate_id):
    accompany(make, office.partner.id, office.reader)
    with office.at_work():
        partner = hold(Partner, office.partner.id)
        staffing.remove(Actor.of(who(office.author)), partner, who(office.reader))
    assert agents(app, mandate_id) == {"Sophie Martin"}


def test_a_suspended_partner_acts_for_nobody_until_it_is_reinstated(app, office, make, mandate_id):
    nadege, aylin = (make.resident(name, is_administrator=True) for name in ("Nadège P", "Aylin Y"))
    with office.at_work():
        partner = hold(Partner, office.partner.id)
        accrediting.suspend(Actor.of(who(nadege)), partner, reason="Plus de réponse.")
    assert agents(app, mandate_id) == set()
    with pytest.raises(NotAccredited):
        accompany(make, office.partner.id, office.reader)
    assert agents(app, mandate_id) == set(), "nobody joins in while it is closed"
    with office.at_work():
        accrediting.reinstate(Actor.of(who(aylin)), hold(Partner, office.partner.id))
    assert agents(app, mandate_id) == {"Sophie Martin"}


def test_a_closed_account_acts_for_nobody(app, office, make, mandate_id):
    accompany(make, office.partner.id, office.reader)
    with office.at_work():
        hassan = who(office.reader)
        hassan.closed_at = now()
        resident_closed.send(hassan)
    assert agents(app, mandate_id) == {"Sophie Martin"}


def test_another_partner_and_a_mandate_between_neighbours_are_left_alone(
    app, office, open_office, make, therese, mandate_id
):
    other, marcel = open_office("Une autre association"), make.resident("Marcel", office.quartier)
    with office.at_work():
        mandate = giving.give(Actor.of(who(therese)), terms=TERMS)
        giving.take_up(Actor.of(who(marcel)), mandate)
        between_neighbours = mandate.id
    accompany(make, other.partner.id, other.reader)
    change(office, [StaffRole.ACCOMPANY])
    assert agents(app, between_neighbours) == {"Marcel"}
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}


def test_a_mandate_that_is_over_keeps_those_who_could_act(app, office, make, mandate_id):
    accompany(make, office.partner.id, office.reader)
    with office.at_work():
        mandate = db.session.get_one(Mandate, mandate_id)
        accompanying.give_up(
            Actor.of(who(office.reader)), db.session.get_one(Partner, office.partner.id), mandate
        )
    change(office, [StaffRole.PUBLISH])
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
