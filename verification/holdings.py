"""What is held of how somebody proved where they live, and for whom they vouched."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    names_them,
    read_rows,
    rows_of,
    theirs,
)
from neighbourhood.residents.traces import traces_of
from verification.models.claims import AddressClaim, WrongTry
from verification.models.desk import DeskCode, Document
from verification.models.homes import Residency, Withdrawal
from verification.models.letters import LetterCode
from verification.models.vouching import CircleAlert, Vouch, VouchInvite

OPENS = _l("un secret, ou son empreinte : il prouve une adresse")
_ALERT = _l("ce qui paraît faux dans une preuve est d’abord regardé par une personne")
_WITHHELD = {
    "letter_code.nonce": OPENS,
    "letter_code.code_hash": OPENS,
    "vouch_invite.nonce": OPENS,
    "vouch_invite.code_hash": OPENS,
    "proof_document.storage_key": _l("l’endroit du fichier ; le document lui-même est joint"),
    "circle_alert.kind": _ALERT,
    "circle_alert.created_at": _ALERT,
    "circle_alert.seen_at": _ALERT,
}
_OfAClaim = Document | LetterCode | VouchInvite | CircleAlert | Vouch
_OF_A_CLAIM: tuple[type[_OfAClaim], ...] = (Document, LetterCode, VouchInvite, CircleAlert, Vouch)


def _claims(resident_id: int) -> Select[Any]:
    return select(AddressClaim.id).where(AddressClaim.resident_id == resident_id)


def _read(resident_id: int) -> Rows:
    yield from _with_address(AddressClaim, resident_id)
    yield from _with_address(Residency, resident_id)
    for model in (Document, LetterCode, VouchInvite):
        mine = model.claim_id.in_(_claims(resident_id))
        yield from read_rows(model, mine, but=_WITHHELD)
    # Those who vouched for them are known to them: they gave each the code.
    vouched = or_(Vouch.voucher_id == resident_id, Vouch.claim_id.in_(_claims(resident_id)))
    yield from read_rows(Vouch, vouched)
    yield from rows_of(WrongTry, Withdrawal)(resident_id)


def _with_address(model: type[AddressClaim | Residency], resident_id: int) -> Rows:
    lived: Select[Any] = select(model).where(theirs(model, resident_id)).order_by(model.id)
    places = [each.address for each in db.session.scalars(lived)]
    rows = read_rows(model, theirs(model, resident_id), but=_WITHHELD)
    for row, place in zip(rows, places, strict=True):
        yield {**row, "address": place.label}


def _documents(resident_id: int) -> Iterator[str]:
    kept = select(Document.storage_key).where(Document.claim_id.in_(_claims(resident_id)))
    yield from db.session.scalars(kept)


def _erase(resident_id: int) -> None:
    """Drop what was proved and how; what they saw of others as staff stays, without their name."""
    db.session.execute(delete(Withdrawal).where(theirs(Withdrawal, resident_id)))
    # A vouch says where they lived: it goes, and with it what leads to them from a neighbour.
    db.session.execute(delete(Vouch).where(Vouch.voucher_id == resident_id))
    for model in _OF_A_CLAIM:
        db.session.execute(delete(model).where(_of_their_claims(model, resident_id)))
    for mine in (WrongTry, Residency, AddressClaim):
        db.session.execute(delete(mine).where(theirs(mine, resident_id)))
    traces = traces_of(resident_id)
    if traces.searched:
        blot_rows(Withdrawal, names_them(Withdrawal.words, traces), traces, "words")
        blot_rows(AddressClaim, names_them(AddressClaim.around, traces), traces, "around")


def _of_their_claims(model: type[_OfAClaim], resident_id: int) -> Where:
    mine: Where = model.claim_id.in_(_claims(resident_id))
    return mine


HOLDINGS.declare(
    Holding(
        code="proofs",
        title=_l("Comment vous avez prouvé votre adresse"),
        purpose=_l("Pour vérifier que vous habitez là où vous le dites."),
        basis=Basis.CONTRACT,
        tables=frozenset(
            {
                "address_claim",
                "circle_alert",
                "letter_code",
                "proof_document",
                "proof_withdrawal",
                "residency",
                "vouch",
                "vouch_invite",
                "wrong_try",
            }
        ),
        kept=_l("tant que le compte est ouvert ; un document, jusqu’à la décision"),
        read=_read,
        erase=_erase,
        files=_documents,
        withheld=_WITHHELD,
    )
)
_DESK = _l("qui de l’équipe a lu un code à voix haute : un numéro à nous, pour une adresse")
impersonal(
    _l("les codes d’un logement, qui que ce soit qui y habite : des empreintes"), "household_code"
)
impersonal(_DESK, DeskCode.__tablename__)
impersonal(_l("les preuves qu’une ville accepte"), "forbidden_method")
