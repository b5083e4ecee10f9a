"""Who takes up a mandate for a partner, and what the staff is told."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import accompanying, giving
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import MandateGone, OtherTown, OwnMandate
from neighbourhood.mandates.queries import accompanying as accompanying_queries
from neighbourhood.mandates.queries import mandates as given
from neighbourhood.notifications import kinds
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from tests.neighbourhood.mandates.staff.conftest import TERMS, change, who
from tests.support.accompanying import accompany, agents, entrust
from tests.support.news import plain


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
        partner, hassan = hold(Partner, office.partner.id), who(office.reader)
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
        partner = hold(Partner, centre)
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
            hold(Partner, centre),
            db.session.get_one(Mandate, mandate_id),
        )
    with app.app_context():
        told = db.session.scalars(
            select(Notification).where(Notification.kind.like("partners.acc%"))
        ).all()
        assert {one.path for one in told} == {f"/partenaires/{centre}/personnes/{mandate_id}"}
        seen = {(one.resident_id, one.kind, one.read_at is not None) for one in told}
        heard = db.session.scalars(
            select(Notification)
            .where(Notification.resident_id == therese.id)
            .order_by(Notification.id)
        )
        begins, ends = (plain(kinds.say(one.kind, one.details)) for one in heard)
        assert begins.startswith("Votre mandat commence : le Centre social peut agir pour vous. ")
        assert ends == "Le mandat a pris fin : le Centre social n’agit plus pour vous."
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
