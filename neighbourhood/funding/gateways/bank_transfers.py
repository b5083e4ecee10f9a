"""Gifts by bank transfer: what to write on it, and the account where it arrives.

No provider stands between: nobody announces what came, statements tell; nobody sends it back but a
person. The pretend bank writes the statement that a real one would give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neighbourhood.foundation.backends import BankAccount
from neighbourhood.foundation.lazily import lazily
from neighbourhood.funding.gateways.contract import RefundRefused
from neighbourhood.funding.statements.orders import Order

if TYPE_CHECKING:
    import holidays
else:
    holidays = lazily("holidays")

# From the evening of its day on, a transfer that left in time has arrived, and is in a statement.
BANK_DAYS = 5
_WEEK_END = 5


class ByBankOnly(RefundRefused):
    """Money that came by transfer goes back by one, which a person sends."""


@dataclass(frozen=True, slots=True)
class BankTransfers:
    """An account at a real bank."""

    account: BankAccount

    def order(self, reference: str, cents: int) -> Order:
        """Return what a donor writes on a transfer of `cents`."""
        account = self.account
        return Order(account.holder, account.iban, account.bic, reference, cents)


@dataclass(frozen=True, slots=True)
class PretendBank(BankTransfers):
    """An account at the pretend bank, which writes the statement of what it pretends arrived."""

    def statement(self, orders: Sequence[Order], day: date) -> bytes:
        """Return a CAMT.053 of the day: each of `orders`, one that nobody awaits, the fees."""
        came = [(f"DEMO{order.reference}", order.cents, order.reference) for order in orders]
        came.append((f"DEMO-{day}-1", 1500, "Pour les voisins, merci"))
        entries = [_entry(day, "CRDT", *each) for each in came]
        entries.append(_entry(day, "DBIT", f"DEMO-{day}-2", 450, "Frais de tenue"))
        return _DOCUMENT.format(day=day, iban=self.account.iban, entries="".join(entries)).encode()


def _entry(day: date, way: str, number: str, cents: int, text: str) -> str:
    amount = f"{cents // 100}.{cents % 100:02}"
    return _ENTRY.format(day=day, way=way, number=number, cents=amount, text=text)


_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>DEMO-{day}</MsgId><CreDtTm>{day}T18:00:00Z</CreDtTm></GrpHdr>"
    "<Stmt><Id>DEMO-{day}</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{entries}</Stmt>"
    "</BkToCstmrStmt></Document>\n"
)
_ENTRY = (
    '<Ntry><Amt Ccy="EUR">{cents}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    "<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{number}</AcctSvcrRef><NtryDtls><TxDtls>"
    "<RltdPties><Dbtr><Pty><Nm>Personne imaginaire</Nm></Pty></Dbtr></RltdPties>"
    "<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
)


def after_bank_days(day: date, count: int = BANK_DAYS) -> date:
    """Return the day that comes `count` days of work between banks (TARGET) after `day`."""
    calendar = holidays.financial_holidays("ECB", years=(day.year, day.year + 1))
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _WEEK_END and day not in calendar
    return day
