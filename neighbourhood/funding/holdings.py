"""What is held about those who give."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

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
from neighbourhood.funding.actions import hearing
from neighbourhood.funding.models.gifts import DonorPseudonym, Payment, Pledge
from neighbourhood.funding.models.ledger import LedgerTransfer
from neighbourhood.funding.models.provider import MoneyCase, Reversal
from neighbourhood.residents.traces import traces_of

_AT_PROVIDER = "the number of the payment at the provider, who may ask for it"
_WITHHELD = {
    "pledge.payment_reference": _AT_PROVIDER,
    "reversal.payment_reference": _AT_PROVIDER,
    "reversal.reference": _AT_PROVIDER,
    "payment.attempts": "how often we asked the provider",
    "ledger_entry.amount_cents": "the amounts of the gifts, which are read, by account",
    "money_case.word": "what staff said of a case to each other",
}


def _given_by(resident_id: int) -> Where:
    theirs = select(DonorPseudonym.pseudonym).where(DonorPseudonym.resident_id == resident_id)
    return Pledge.pseudonym.in_(theirs)


def _read(resident_id: int) -> Rows:
    yield from rows_of(DonorPseudonym)(resident_id)
    yield from read_rows(Pledge, _given_by(resident_id), but=_WITHHELD)
    gifts = select(Pledge.id).where(_given_by(resident_id))
    for model in (Payment, LedgerTransfer, Reversal, MoneyCase):
        theirs = model.pledge_id.in_(gifts)
        yield from read_rows(model, theirs, but=_WITHHELD)


def _erase(resident_id: int) -> None:
    """Leave amounts under pseudonyms that lead to nobody; the news of gifts are of the inbox."""
    whose = DonorPseudonym.resident_id == resident_id
    db.session.execute(delete(DonorPseudonym).where(whose))
    traces = traces_of(resident_id)
    if traces.searched:
        blot_rows(MoneyCase, names_them(MoneyCase.word, traces), traces, "word")


HOLDINGS.declare(
    Holding(
        code="gifts",
        title=_l("Vos dons"),
        purpose=_l("porter vos dons à ce qu’ils paient, vous les rendre, tenir les comptes"),
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
            }
        ),
        kept=_l("dix ans pour les montants, sans votre nom dès que le compte est effacé"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    )
)
RETENTIONS.declare(
    Retention(
        code="odd-messages",
        of=_l("Un message du prestataire de paiement, sans nom"),
        keep_for=hearing.KEPT,
        forget=at_once(hearing.forget_old),
    )
)
impersonal("what neighbours give to, and what each fund has", "fund", "ledger_account")
impersonal("messages of the provider, without what looks personal", "odd_message")
impersonal("how often the provider spoke of something else", "unknown_message")
