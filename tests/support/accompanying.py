"""Mandates given to a partner, for tests: entrusted, and used by its staff."""

from neighbourhood.foundation.database import db
from neighbourhood.partners import actions as partners
from neighbourhood.partners import queries
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.actions import mandates
from neighbourhood.residents.models import Resident, Scope
from neighbourhood.residents.models.mandates import Mandate

ALL = frozenset(Scope)


def accompany(make, partner_id: int, *people: Resident) -> None:
    """Let these people act for those whom a partner accompanies."""
    with make.writing() as session:
        for person in people:
            partner = session.get_one(Partner, partner_id)
            staff = session.get_one(Resident, person.id)
            partners.name_staff(partner, staff, role=StaffRole.ACCOMPANY)


def entrust(make, principal: Resident, partner_id: int, by: Resident, *, scopes=ALL) -> int:
    """Let a partner act for `principal`, whose code `by` typed; return the id of the mandate."""
    with make.writing() as session:
        terms = mandates.Terms(scopes=frozenset(scopes), days=31)
        mandate = mandates.give(session.get_one(Resident, principal.id), terms=terms)
        partner, actor = queries.locked_partner(partner_id), session.get_one(Resident, by.id)
        partners.take_up(actor, partner, mandate)
        return mandate.id


def agents(app, mandate_id: int) -> set[str]:
    """Return who may act by a mandate, by name."""
    with app.app_context():
        mandate = db.session.get_one(Mandate, mandate_id)
        return {held.agent.full_name for held in mandate.agents}


def act_by(browser, mandate_id: int):
    """Take the place of the principal in a browser."""
    with browser.session_transaction() as session:
        session["acting"] = mandate_id
    return browser
