"""What the desk does with mandates: record a signed form, stop one, print and post its journals."""

from collections.abc import Collection

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.mandates import record_paper, revoke_from_paper
from neighbourhood.residents.models.mandates import Mandate
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import mandates
from verification.actions.claims import new_reference
from verification.actions.endings import confirm
from verification.actions.homes import stay
from verification.actions.letters import BATCH
from verification.models.claims import IN_PERSON, AddressClaim
from verification.policies.refusals import WrongPerson
from verification.policies.rules import home_written_on, refusal_to_record, served_by, serves
from verification.queries import mandates as mandates_queries


def record_mandate(actor: Actor, mandate: Mandate, *, known: Resident | None = None) -> None:
    """Begin a mandate whose form, principal and papers `actor` has seen: the home is proved too.

    `known` is the account that the same person has already, when the form was made for another.
    """
    # The mandate first, for all: two desks at once wait here, and the second finds it begun.
    mandate = mandates.locked(mandate.id)
    home = _home_to_prove(actor, mandate)
    principal = known or mandate.principal
    if known is not None:
        likely = {one.id for one in mandates_queries.same_person(mandate)}
        require(known.id in likely, WrongPerson)
    _prove_home(actor, principal, home)
    record_paper(actor, mandate, principal=principal)


def _home_to_prove(actor: Actor, mandate: Mandate) -> Address:
    home = _home_served(actor, mandate)
    refusal = refusal_to_record(actor, mandate)
    if refusal is not None:
        raise refusal
    return home


def _home_served(actor: Actor, mandate: Mandate) -> Address:
    home = home_written_on(mandate)
    if home is None or not serves(actor.resident, home):
        raise Missing
    return home


def _prove_home(actor: Actor, principal: Resident, home: Address) -> None:
    if principal.may_read and principal.address_id == home.id:
        stay(Actor.of(principal))
        return
    claim = AddressClaim(
        resident=principal, address=home, method=IN_PERSON, reference=new_reference()
    )
    db.session.add(claim)
    db.session.flush()
    confirm(claim, verifier=actor.resident)


def stop_mandate(actor: Actor, mandate: Mandate) -> None:
    """Stop a mandate, or abandon a form, for the person who asks for it at the desk."""
    _home_served(actor, mandate)
    revoke_from_paper(mandate, by=actor.resident)


def print_reports(actor: Actor) -> int:
    """Take the journals that wait at the desks of `actor` to the printer; return how many."""
    reports = mandates_queries.waiting_reports(served_by(actor.resident), lock=True)[:BATCH]
    for report in reports:
        report.printed_at = report.printed_at or now()
    return len(reports)


def mark_reports_posted(actor: Actor, report_ids: Collection[int]) -> int:
    """Note that these journals left, if they were printed; return how many."""
    waiting = mandates_queries.waiting_reports(served_by(actor.resident), lock=True)
    gone = [report for report in waiting if report.printed_at and report.id in report_ids]
    for report in gone:
        report.posted_at = now()
    return len(gone)
