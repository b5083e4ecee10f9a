"""Who acts by a mandate given to a partner: its staff with the role, at every moment."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.policies import MandateGone, OtherTown, OwnMandate
from neighbourhood.mandates.queries import accompanying as accompanying_queries
from neighbourhood.mandates.queries import mandates as given
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.partners.policies import roles_in
from neighbourhood.partners.queries import locking
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, agents, entrust

TERMS = giving.Terms(scopes=frozenset({"post"}), days=31)


@pytest.fixture
def therese(office, make):
    return make.resident("Thérèse Lemaire", office.quartier)


@pytest.fixture
def centre(office, make):
    """Return the id of a partner that Sophie manages and where she accompanies."""
    accompany(make, office.partner.id, office.author)
    with office.at_work():
        partner = db.session.get_one(Partner, office.partner.id)
        sophie = db.session.get_one(Resident, office.author.id)
        staffing.name_staff(partner, sophie, role=StaffRole.MANAGE)
    return office.partner.id


@pytest.fixture
def mandate_id(make, therese, centre, office):
    return entrust(make, therese, centre, office.author)


def who(resident):
    return db.session.get_one(Resident, resident.id)


def change(office, roles):
    """Let Hassan do `roles`, as Sophie who manages the staff decides."""
    with office.at_work():
        partner = locking.locked_partner(office.partner.id)
        staffing.change_roles(
            Actor.of(who(office.author)), partner, who(office.reader), roles=roles
        )


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
    assert (StaffRole.VERIFY in roles_in(kind)) is (kind is PartnerKind.CITY_SERVICE)
    everyones = set(StaffRole) - {StaffRole.ACCOMPANY, StaffRole.VERIFY}
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
        partner = locking.locked_partner(office.partner.id)
        roles = [StaffRole.ACCOMPANY]
        invitation = staffing.invite(
            Actor.of(who(office.author)), partner, email=lea.email, roles=roles
        )
        staffing.accept(Actor.of(who(lea)), invitation)
    assert agents(app, mandate_id) == {"Sophie Martin", "Léa Roy"}


def test_who_leaves_acts_no_more(app, office, make, mandate_id):
    accompany(make, office.partner.id, office.reader)
    with office.at_work():
        partner = locking.locked_partner(office.partner.id)
        staffing.remove(Actor.of(who(office.author)), partner, who(office.reader))
    assert agents(app, mandate_id) == {"Sophie Martin"}


def test_a_suspended_partner_acts_for_nobody_until_it_is_reinstated(app, office, make, mandate_id):
    nadege, aylin = (make.resident(name, is_administrator=True) for name in ("Nadège P", "Aylin Y"))
    with office.at_work():
        partner = locking.locked_partner(office.partner.id)
        accrediting.suspend(Actor.of(who(nadege)), partner, reason="Plus de réponse.")
    assert agents(app, mandate_id) == set()
    accompany(make, office.partner.id, office.reader)
    assert agents(app, mandate_id) == set(), "nobody joins in while it is closed"
    with office.at_work():
        accrediting.reinstate(Actor.of(who(aylin)), locking.locked_partner(office.partner.id))
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}


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


def test_nobody_acts_for_oneself(app, office, make, centre):
    """Hassan works there, lives in town, and wants to be accompanied too."""
    accompany(make, centre, office.reader)
    with pytest.raises(OwnMandate):
        entrust(make, office.reader, centre, office.reader)
    mandate_id = entrust(make, office.reader, centre, office.author)
    assert agents(app, mandate_id) == {"Sophie Martin"}


@pytest.mark.parametrize("roles", [[StaffRole.PUBLISH], [StaffRole.MANAGE, StaffRole.READ]])
def test_without_the_role_nobody_takes_up_a_mandate(make, office, therese, centre, roles):
    change(office, roles)
    with pytest.raises(Forbidden):
        entrust(make, therese, centre, office.reader)


def test_a_partner_accompanies_in_its_own_town(make, office, centre):
    with pytest.raises(OtherTown):
        entrust(make, make.resident("Paul Leroy"), centre, office.author)


def test_a_code_serves_once(office, make, mandate_id):
    accompany(make, office.partner.id, office.reader)
    with office.at_work():
        mandate = db.session.get_one(Mandate, mandate_id)
        partner, hassan = locking.locked_partner(office.partner.id), who(office.reader)
        with pytest.raises(MandateGone):
            accompanying.take_up(Actor.of(hassan), partner, mandate)


def test_the_database_itself_gives_a_mandate_to_one_partner(office, open_office, mandate_id):
    other = open_office("Une autre association")
    with pytest.raises(IntegrityError), office.at_work():
        db.session.get_one(Mandate, mandate_id).partner_id = other.partner.id + 1
    with office.at_work():
        assert db.session.get_one(Mandate, mandate_id).partner_id == office.partner.id


def test_the_limit_of_five_is_for_persons(make, office, centre, in_app):
    for number in range(6):
        entrust(make, make.resident(f"Voisin {number}", office.quartier), centre, office.author)
    assert given.count_held(who(office.author)) == 0
    assert list(given.held_by(who(office.author))) == [], (
        "they are at the desk, not among one’s own"
    )


def test_what_is_held_through_a_partner_is_for_its_desk(office, mandate_id, in_app):
    with pytest.raises(Missing):
        given.concerning(who(office.author), mandate_id)


def on_paper(office, principal="Madeleine Roussel"):
    """Prepare a form at the desk of the partner, as its pages do; return the id of the mandate."""
    with office.at_work():
        address = db.session.get_one(Address, office.author.address_id)
        mandate = giving.prepare_on_paper(
            Actor.of(who(office.author)),
            full_name=principal,
            address=address,
            terms=TERMS,
            partner=db.session.get_one(Partner, office.partner.id),
            agents=accompanying_queries.companions(office.partner.id),
        )
        return mandate.id


def test_a_form_that_waits_is_kept_in_step_too_and_any_of_them_may_drop_it(app, office, centre):
    mandate_id = on_paper(office)
    change(office, [StaffRole.ACCOMPANY])
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    with office.at_work():
        partner = locking.locked_partner(centre)
        accompanying.give_up(
            Actor.of(who(office.reader)),
            partner,
            accompanying_queries.mandate_of(partner, mandate_id),
        )
    with app.app_context():
        assert db.session.get(Mandate, mandate_id) is None
        assert db.session.scalars(select(Mandate)).all() == []


def test_the_staff_is_told_at_its_desk_and_not_by_mail(app, office, make, therese, centre, outbox):
    accompany(make, centre, office.reader)
    mandate_id = entrust(make, therese, centre, office.author)
    with office.at_work():
        accompanying.give_up(
            Actor.of(who(office.author)),
            locking.locked_partner(centre),
            db.session.get_one(Mandate, mandate_id),
        )
    with app.app_context():
        told = db.session.scalars(
            select(Notification).where(Notification.kind.like("partners.acc%"))
        ).all()
        assert {one.path for one in told} == {f"/partenaires/{centre}/personnes/{mandate_id}"}
        seen = {(one.resident_id, one.kind, one.read_at is not None) for one in told}
    begun, over = "partners.accompanied", "partners.accompanied-no-more"
    assert seen == {
        (office.author.id, begun, True),
        (office.reader.id, begun, False),
        (office.author.id, over, True),
        (office.reader.id, over, False),
    }
    mails = outbox()
    assert len(mails) == 2, "the principal, when it begins and when it is over"
    assert all(f"To: {therese.email}" in mail for mail in mails)
