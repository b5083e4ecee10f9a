"""Bank accounts: one person enters a number, another one of the town types it as well."""

from dataclasses import dataclass
from typing import Any

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import news
from neighbourhood.funding.actions.telling import tell_partner, tell_town
from neighbourhood.funding.models.paying import AccountStatus, BankAccount
from neighbourhood.funding.queries.accounts import accounts_beside
from neighbourhood.funding.treasury import (
    AnotherNumber,
    MoneyMovedOn,
    SecondPerson,
    WorksForPayee,
    follows_money_of,
    may_confirm,
    runs_money_of,
    works_for_payee,
)
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is typed of an account: who holds it, its number, that of its bank where it is known."""

    holder: str
    iban: str
    bic: str = ""


def enter_for_partner(actor: Actor, partner: Partner, numbers: Numbers) -> BankAccount:
    """Write where the money of a partner goes; nothing goes there until the town confirms it."""
    require(follows_money_of(actor, partner))
    hold(Partner, partner.id)
    return _enter(actor, partner.municipality_id, partner, numbers)


def enter_for_town(actor: Actor, town: Municipality, numbers: Numbers) -> BankAccount:
    """Write where the money of a town comes from, until another person confirms it."""
    require(runs_money_of(actor, town.id))
    hold(Municipality, town.id)
    return _enter(actor, town.id, None, numbers)


def _enter(
    actor: Actor, municipality_id: int, partner: Partner | None, numbers: Numbers
) -> BankAccount:
    account = BankAccount(
        municipality_id=municipality_id,
        partner_id=partner.id if partner else None,
        holder=numbers.holder,
        iban=numbers.iban,
        bic=numbers.bic,
        entered_by_id=actor.id,
    )
    waiting = accounts_beside(account).entered
    if waiting is not None:
        waiting.become(AccountStatus.REPLACED)
        db.session.flush()
    db.session.add(account)
    db.session.flush()
    _tell(account, news.ACCOUNT_ENTERED, person=actor.resident.full_name)
    return account


def confirm(actor: Actor, account: BankAccount, iban: str) -> None:
    """Put an account in force: a second person read the same number on paper and typed it."""
    _require_second(actor, account)
    require(iban == account.iban, AnotherNumber)
    before = accounts_beside(account).confirmed
    if before is not None:
        before.become(AccountStatus.REPLACED)
        db.session.flush()
    account.confirmed_by_id = actor.id
    _decide(account, AccountStatus.CONFIRMED)
    _tell(account, news.ACCOUNT_DECIDED)


def refuse(actor: Actor, account: BankAccount) -> None:
    """Put a number aside: the one in force stays."""
    require(runs_money_of(actor, account.municipality_id))
    require(account.is_entered, MoneyMovedOn)
    _decide(account, AccountStatus.REFUSED)
    _tell(account, news.ACCOUNT_DECIDED, variant="refused")


def _require_second(actor: Actor, account: BankAccount) -> None:
    require(runs_money_of(actor, account.municipality_id))
    require(account.is_entered, MoneyMovedOn)
    require(not works_for_payee(actor, account.partner), WorksForPayee)
    require(may_confirm(actor, account), SecondPerson)


def _decide(account: BankAccount, status: AccountStatus) -> None:
    account.decided_at = now()
    account.become(status)
    db.session.flush()


def _tell(account: BankAccount, kind: Kind, **details: Any) -> None:
    # Both sides, each time: whoever is surprised speaks up.
    whose = account.partner.name if account.partner else account.municipality.name
    said: dict[str, Any] = {"whose": whose, "ending": account.iban[-4:], **details}
    tell_town(account, kind, **said)
    if account.partner is not None:
        tell_partner(account.partner, kind, **said)
