"""What is held about those who give."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select, update

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
    impersonal,
)
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    names_them,
    read_rows,
    rows_of,
)
from neighbourhood.funding.actions import hearing, monthly, statements, visiting, wishing
from neighbourhood.funding.codes import LINKS_LAST
from neighbourhood.funding.models.bank import BankLine, BankStatement, TransferPromise
from neighbourhood.funding.models.covering import CoverPayment
from neighbourhood.funding.models.donors import GiftWish
from neighbourhood.funding.models.gifts import DonorPseudonym, Payment, Pledge
from neighbourhood.funding.models.ledger import LedgerTransfer
from neighbourhood.funding.models.links import LedgerLink
from neighbourhood.funding.models.monthly import MonthlyGift, MonthlyTurn, WhyStopped
from neighbourhood.funding.models.paying import BankAccount, PayOut
from neighbourhood.funding.models.provider import MoneyCase, Reversal
from neighbourhood.funding.queries import monthly as monthly_queries
from neighbourhood.residents.traces import traces_of

_AT_PROVIDER = _l("le numéro du paiement chez le prestataire, qui peut le demander")
_WITHHELD = {
    "gift_wish.browser": _l("de quoi reconnaître le navigateur, vidé dès que le don est payé"),
    "pledge.payment_reference": _AT_PROVIDER,
    "reversal.payment_reference": _AT_PROVIDER,
    "reversal.reference": _AT_PROVIDER,
    "payment.attempts": _l("combien de fois nous avons interrogé le prestataire de paiement"),
    "ledger_entry.amount_cents": _l("les montants des dons, qui sont lus, rangés par compte"),
    "money_case.word": _l("ce que l’équipe s’est dit d’un dossier"),
    "bank_line.word": _l("ce que l’équipe s’est dit d’un virement"),
    "bank_line.mark": _AT_PROVIDER,
    "bank_statement.lines": _l("un relevé du compte de la ville, qui parle d’autres personnes"),
}


def _given_by(resident_id: int) -> Where:
    theirs = select(DonorPseudonym.pseudonym).where(DonorPseudonym.resident_id == resident_id)
    return Pledge.pseudonym.in_(theirs)


def _monthly_of(resident_id: int) -> Select[int]:
    return select(MonthlyGift.id).where(monthly_queries.of_resident(resident_id))


def _read(resident_id: int) -> Rows:
    yield from rows_of(DonorPseudonym)(resident_id)
    yield from read_rows(Pledge, _given_by(resident_id), but=_WITHHELD)
    gifts = select(Pledge.id).where(_given_by(resident_id))
    of_a_gift = Payment, LedgerTransfer, Reversal, MoneyCase, GiftWish, TransferPromise, BankLine
    for model in of_a_gift:
        theirs = model.pledge_id.in_(gifts)
        yield from read_rows(model, theirs, but=_WITHHELD)
    yield from read_rows(MonthlyGift, monthly_queries.of_resident(resident_id), but=_WITHHELD)
    yield from read_rows(MonthlyTurn, MonthlyTurn.monthly_id.in_(_monthly_of(resident_id)))
    moved = select(LedgerTransfer.id).where(LedgerTransfer.pledge_id.in_(gifts))
    yield from read_rows(LedgerLink, LedgerLink.transfer_id.in_(moved))


def _erase(resident_id: int) -> None:
    """Leave amounts under pseudonyms that lead to nobody; the news of gifts are of the inbox."""
    monthly.stop_all(monthly_queries.of_resident(resident_id), WhyStopped.LEFT)
    wishing.forget(_given_by(resident_id))
    whose = DonorPseudonym.resident_id == resident_id
    gifts = select(Pledge.id).where(_given_by(resident_id))
    # What is owed back is found at the bank, by the day and the number of the line.
    db.session.execute(update(BankLine).where(BankLine.pledge_id.in_(gifts)).values(payer={}))
    db.session.execute(delete(DonorPseudonym).where(whose))
    traces = traces_of(resident_id)
    if traces.searched:
        blot_rows(MoneyCase, names_them(MoneyCase.word, traces), traces, "word")
        for column in (BankLine.word, BankLine.payer):
            blot_rows(BankLine, names_them(column, traces), traces, column.key)
        blot_rows(BankStatement, names_them(BankStatement.lines, traces), traces, "lines")


HOLDINGS.declare(
    Holding(
        code="gifts",
        title=_l("Vos dons"),
        purpose=_l("Pour porter vos dons à ce qu’ils paient, vous les rendre, tenir les comptes."),
        basis=Basis.LEGAL,
        tables=frozenset(
            {
                "donor_pseudonym",
                "pledge",
                "payment",
                "reversal",
                "money_case",
                "ledger_transfer",
                "ledger_entry",
                "ledger_link",
                "transfer_promise",
                "bank_statement",
                "bank_line",
                "gift_wish",
                "visitor",
                "visitor_link",
                "monthly_gift",
                "monthly_turn",
            }
        ),
        kept=_l("dix ans pour les montants, sans votre nom dès que le compte est effacé"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    )
)
_NUMBER = _l("le compte d’un organisme, que personne ne relit en entier")
_OF_ORGANISATIONS = {
    "bank_account.holder": _NUMBER,
    "bank_account.iban": _NUMBER,
    "bank_account.bic": _NUMBER,
    "pay_out.document": _l("le fichier que la banque a reçu, avec ces comptes"),
    "pay_out.word": _l("ce que la banque a dit d’un versement"),
}


def _read_paying(resident_id: int) -> Rows:
    entered = or_(
        BankAccount.entered_by_id == resident_id, BankAccount.confirmed_by_id == resident_id
    )
    yield from read_rows(BankAccount, entered, but=_OF_ORGANISATIONS)
    theirs = or_(PayOut.author_id == resident_id, PayOut.approved_by_id == resident_id)
    yield from read_rows(PayOut, theirs, but=_OF_ORGANISATIONS)
    paid_in = or_(
        CoverPayment.entered_by_id == resident_id, CoverPayment.confirmed_by_id == resident_id
    )
    yield from read_rows(CoverPayment, paid_in)


def _erase_paying(resident_id: int) -> None:
    """Keep that two people moved money, under accounts without a name; not what names them."""
    traces = traces_of(resident_id)
    if traces.searched:
        blot_rows(PayOut, names_them(PayOut.word, traces), traces, "word")


HOLDINGS.declare(
    Holding(
        code="pay-outs",
        title=_l("Les versements et les comptes bancaires que vous avez écrits ou accordés"),
        purpose=_l("Pour que l’argent des dons ne sorte jamais par une seule main."),
        basis=Basis.LEGAL,
        tables=frozenset({"bank_account", "pay_out", "cover_payment"}),
        kept=_l("dix ans, sans votre nom dès que le compte est effacé"),
        read=_read_paying,
        erase=_erase_paying,
        withheld=_OF_ORGANISATIONS,
    )
)
for _retention in (
    Retention(
        code="odd-messages",
        of=_l("Un message du prestataire de paiement, sans nom"),
        keep_for=hearing.KEPT,
        forget=at_once(hearing.forget_old),
    ),
    Retention(
        code="statements-untaken",
        of=_l("Un relevé du compte que personne n’a importé"),
        keep_for=timedelta(days=2),
        forget=at_once(statements.forget_untaken),
    ),
    Retention(
        code="payers",
        of=_l("Qui a fait un virement, une fois que tout est réglé"),
        keep_for=timedelta(days=30),
        forget=at_once(statements.forget_payers),
    ),
    Retention(
        code="visitors",
        of=_l("L’adresse e-mail et le nom d’une personne qui a donné sans compte"),
        keep_for=timedelta(days=3 * 365 + 1),
        forget=at_once(visiting.forget_long_gone),
    ),
    Retention(
        code="visitor-links",
        of=_l("Le lien d’une personne sans compte vers ses dons"),
        keep_for=LINKS_LAST,
        forget=at_once(visiting.forget_links),
    ),
    Retention(
        code="unpaid-gifts",
        of=_l("Ce que l’on a écrit avec un don jamais payé, et l’adresse e-mail sans don payé"),
        keep_for=timedelta(days=30),
        forget=at_once(visiting.forget_tries),
    ),
):
    RETENTIONS.declare(_retention)
impersonal(
    _l("ce à quoi les voisins donnent, et ce que chaque cagnotte a reçu"),
    "fund",
    "ledger_account",
    "pay_out_line",
)
impersonal(
    _l("les messages du prestataire de paiement, sans ce qui paraît personnel"), "odd_message"
)
impersonal(_l("les règles des comptes qui n’ont pas tenu"), "broken_rule")
impersonal(
    _l("combien de fois le prestataire de paiement a parlé d’autre chose"), "unknown_message"
)
