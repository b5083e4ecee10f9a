"""The accounts of the demonstration town, and its pay-outs once there are needs to pay for."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import paying_out
from neighbourhood.funding.models.paying import AccountStatus, BankAccount, PainVersion
from neighbourhood.partners.demo import by_name
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part

# Numbers that hold together, of no bank that is.
_TOWN = "FR7699999000010000000000115"
_PARTNERS = {
    "Centre social de Valbourg": ("FR7699999000010000000000212", "sophie"),
    "CCAS de Valbourg": ("FR7699999000010000000000309", "isabelle.nguyen-morel"),
}


def build() -> None:
    """Write and confirm the accounts, as if that were long ago."""
    town = db.session.scalars(select(Municipality)).one()
    _account(town, None, _TOWN, "admin")
    for name, (number, author) in _PARTNERS.items():
        _account(town, by_name()[name], number, author)


def pay_out() -> None:
    """Pay one partner, and have what is for the other one wait for a second person."""
    people = by_local_part()
    author, second = Actor.of(people["admin"]), Actor.of(people["aylin"])
    done, _waiting = (paying_out.draw_up(author, by_name()[name]) for name in _PARTNERS)
    paying_out.approve(second, done)
    paying_out.hand_over(author, done, PainVersion.V09)
    paying_out.confirm_done(author, done, now().date())


def _account(town: Municipality, partner: Partner | None, iban: str, author: str) -> None:
    people = by_local_part()
    moment = now() - timedelta(days=30)
    account = BankAccount(
        municipality=town,
        partner=partner,
        holder=partner.name if partner else f"Commune de {town.name}",
        iban=iban,
        status=AccountStatus.CONFIRMED,
        entered_by=people[author],
        confirmed_by_id=people["aylin"].id,
        entered_at=moment,
        decided_at=moment + timedelta(days=1),
    )
    db.session.add(account)
    db.session.flush()
