"""Pay-outs: drawn up by one, approved by another, handed over to the bank once."""

from datetime import date, datetime
from typing import Any

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import ledger, news
from neighbourhood.funding.actions.telling import tell_partner, tell_town
from neighbourhood.funding.actions.using import follow_use, take_out_of_use
from neighbourhood.funding.gateways import sepa_file
from neighbourhood.funding.gateways.sepa_file import Side, Transfer
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.models.paying import (
    BankAccount,
    PainVersion,
    PayOut,
    PayOutLine,
    PayOutStatus,
)
from neighbourhood.funding.queries import accounts, paying, standings
from neighbourhood.funding.treasury import (
    AccountChanged,
    AmountChanged,
    MoneyMovedOn,
    NoAccount,
    NothingToPay,
    SecondPerson,
    WorksForPayee,
    goes_by_the_same_accounts,
    is_all_there,
    may_approve,
    runs_money_of,
    works_for_payee,
)
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor


def draw_up(actor: Actor, partner: Partner) -> PayOut:
    """Begin to pay a partner all that is complete and there; amounts are frozen, nothing moves.

    The town is held, which gives pay-outs their numbers; a fund is in one live pay-out at most, by
    the database.
    """
    require(runs_money_of(actor, partner.municipality_id))
    town = hold(Municipality, partner.municipality_id)
    found = paying.payable_to(partner)
    require(bool(found), NothingToPay)
    payee = accounts.accounts_of(town.id, partner.id).in_force
    payer = accounts.accounts_of(town.id, None).in_force
    if payee is None or payer is None:
        raise NoAccount
    year = now().year
    pay_out = PayOut(
        municipality_id=town.id,
        partner_id=partner.id,
        account_id=payee.id,
        debtor_id=payer.id,
        year=year,
        number=paying.last_number(town.id, year) + 1,
        cents=sum(each.payable for each in found),
        author_id=actor.id,
        lines=[PayOutLine(fund_id=each.fund.id, cents=each.payable) for each in found],
    )
    db.session.add(pay_out)
    db.session.flush()
    tell_town(pay_out, news.PAY_OUT_TO_APPROVE, **_said(pay_out), partner=partner.name)
    return pay_out


def approve(actor: Actor, pay_out: PayOut) -> None:
    """Agree to what somebody else drew up, while all of it is there."""
    require(runs_money_of(actor, pay_out.municipality_id))
    require(pay_out.is_drawn_up, MoneyMovedOn)
    require(not works_for_payee(actor, pay_out.partner), WorksForPayee)
    require(may_approve(actor, pay_out), SecondPerson)
    require(goes_by_the_same_accounts(pay_out), AccountChanged)
    _hold_funds(pay_out)
    require(is_all_there(pay_out), AmountChanged)
    pay_out.approved_by_id, pay_out.approved_at = actor.id, now()
    _move(pay_out, PayOutStatus.APPROVED)


def hand_over(actor: Actor, pay_out: PayOut, version: PainVersion) -> None:
    """Make the file for the bank, once; from here on the money is with the partner.

    What an account or a gift has changed since it was drawn up is refused: it is drawn up anew.
    """
    require(runs_money_of(actor, pay_out.municipality_id))
    require(pay_out.is_approved, MoneyMovedOn)
    require(pay_out.partner.accredited_at is not None, AccountChanged)
    require(goes_by_the_same_accounts(pay_out), AccountChanged)
    _hold_funds(pay_out)
    require(is_all_there(pay_out), AmountChanged)
    _post(pay_out, TransferKind.PAY_OUT, f"pay-out:{pay_out.id}", sign=1)
    moment = now()
    document = sepa_file.written(_transfer(pay_out, moment), version.value)
    pay_out.handed_over_at, pay_out.version, pay_out.document = moment, version, document
    _move(pay_out, PayOutStatus.HANDED_OVER)
    for line in pay_out.lines:
        follow_use(line.fund)
    tell_partner(pay_out.partner, news.PAY_OUT_SENT, **_said(pay_out))


def confirm_done(actor: Actor, pay_out: PayOut, day: date) -> None:
    """Record that the bank made it, that day."""
    require(runs_money_of(actor, pay_out.municipality_id))
    pay_out.bank_day = day
    _move(pay_out, PayOutStatus.DONE)
    _free(pay_out)


def come_back(actor: Actor, pay_out: PayOut, day: date, *, word: str) -> None:
    """Record that the bank did not make it, or sent it back: it may be paid out anew."""
    require(runs_money_of(actor, pay_out.municipality_id))
    require(pay_out.may_become(PayOutStatus.BACK), MoneyMovedOn)
    _hold_funds(pay_out)
    there = all(line.cents <= standings.standing_of(line.fund).out for line in pay_out.lines)
    require(there, MoneyMovedOn)
    for line in pay_out.lines:
        take_out_of_use(line.fund, line.cents)
    _post(pay_out, TransferKind.PAY_OUT_BACK, f"pay-out-back:{pay_out.id}", sign=-1)
    pay_out.bank_day, pay_out.word = day, word
    _move(pay_out, PayOutStatus.BACK)
    _free(pay_out)
    for line in pay_out.lines:
        follow_use(line.fund)
    tell_partner(pay_out.partner, news.PAY_OUT_BACK, **_said(pay_out))
    tell_town(pay_out, news.PAY_OUT_BACK, **_said(pay_out))


def withdraw(actor: Actor, pay_out: PayOut) -> None:
    """Give a pay-out up before the bank has it: its needs may be paid by another one."""
    require(runs_money_of(actor, pay_out.municipality_id))
    _move(pay_out, PayOutStatus.WITHDRAWN)
    _free(pay_out)


def _move(pay_out: PayOut, status: PayOutStatus) -> None:
    require(pay_out.may_become(status), MoneyMovedOn)
    pay_out.become(status)
    db.session.flush()


def _free(pay_out: PayOut) -> None:
    for line in pay_out.lines:
        line.is_live = False
    db.session.flush()


def _hold_funds(pay_out: PayOut) -> None:
    # Always the oldest first: two that hold several never wait for each other.
    for number in sorted(line.fund_id for line in pay_out.lines):
        hold(Fund, number)


def _post(pay_out: PayOut, kind: TransferKind, reference: str, *, sign: int) -> None:
    sides: dict[ledger.Place, int] = {(AccountKind.PROVIDER, None): -sign * pay_out.cents}
    for line in pay_out.lines:
        sides[AccountKind.WITH_PARTNER, line.fund_id] = sign * line.cents
    ledger.move(reference, kind, sides)


def _transfer(pay_out: PayOut, moment: datetime) -> Transfer:
    """Say it to the banks: no word leads to a need."""
    return Transfer(
        message_id=f"PALIER-{pay_out.municipality.insee}-{pay_out.reference}",
        reference=f"PALIER-{pay_out.reference}",
        words=f"Palier, versement {pay_out.reference}",
        cents=pay_out.cents,
        moment=moment,
        payer=_side(pay_out.debtor),
        payee=_side(pay_out.account),
    )


def _side(account: BankAccount) -> Side:
    return Side(holder=account.holder, iban=account.iban, bic=account.bic)


def _said(pay_out: PayOut) -> dict[str, Any]:
    return {"number": pay_out.reference, "amount": Amount(pay_out.cents)}
