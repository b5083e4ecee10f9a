"""What is held about whoever has an account."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft, files_of
from neighbourhood.foundation.storing.presses import Press
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    erasing_of,
    names_them,
    read_rows,
    rows_of,
    theirs,
)
from neighbourhood.foundation.storing.undoing import WayBack
from neighbourhood.foundation.storing.unsent import Unsent
from neighbourhood.foundation.words.nobody import STORED
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.closings import Closing, ClosingStatus
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Authenticator, Passkey, RecoveryCode
from neighbourhood.residents.models.sign_ins import MailboxChange, SignIn
from neighbourhood.residents.traces import traces_of

WHILE_OPEN = _l("tant que le compte est ouvert")
OPENS = _l("un secret, ou son empreinte : il ouvre le compte")

# What stands in the row of an erased account.
_NOTHING = {
    "email": None,
    "full_name": STORED,
    "about": "",
    "shows_full_name": True,
    "shows_street": False,
    "street_crosses": False,
    "password_hash": "",
    "email_confirmed_at": None,
    "mail_returns_since": None,
    "language": "fr",
    "comfort": False,
    "reached_from": None,
    "reached_until": None,
    "quartier_id": None,
    "address_id": None,
    "verified_at": None,
    "residency_expires_at": None,
    "proved_name": None,
    "name_to_prove": False,
    "is_administrator": False,
    "second_factor_since": None,
}
_OF_ACCOUNT = {
    "resident.password_hash": OPENS,
    "resident.street_crosses": _l("recalculé à partir des zones, qui sont lues"),
}
_OF_SIGN_INS = {
    "sign_in.fingerprint": OPENS,
}
_OF_FACTORS = {
    "authenticator.sealed_secret": OPENS,
    "authenticator.last_step": OPENS,
    "passkey.credential_id": OPENS,
    "passkey.public_key": OPENS,
    "passkey.handle": OPENS,
    "recovery_code.fingerprint": OPENS,
}
_OF_WORDS = {
    "draft.tab": _l("un mot d’une seule page"),
    "way_back.about_id": _l("un numéro à nous"),
    "unsent.browser": OPENS,
    "unsent.sealed": _l("scellé : seul le navigateur qui l’a envoyé l’ouvre"),
}
_OF_PRESSES = {
    f"press.{name}": _l("personne ne sait qui a appuyé : la clé est une empreinte")
    for name in ("key", "endpoint", "location", "said", "at")
}


def _read_account(resident_id: int) -> Rows:
    resident = db.session.get_one(Resident, resident_id)
    home = {
        "quartier": resident.quartier.name if resident.quartier else None,
        "address": resident.address.label if resident.address else None,
    }
    for row in read_rows(Resident, Resident.id == resident_id, but=_OF_ACCOUNT):
        yield {**row, **home}


def _erase_account(resident_id: int) -> None:
    # Written before: another moment would make a second erasure look like a new one.
    resident = db.session.get_one(Resident, resident_id)
    ended = {"closed_at": resident.closed_at or now(), "erased_at": resident.erased_at or now()}
    mine = update(Resident).where(Resident.id == resident_id)
    db.session.execute(mine.values(_NOTHING | ended))
    db.session.expire(resident)


def _written(resident_id: int) -> Where:
    return or_(Draft.resident_id == resident_id, Draft.writer_id == resident_id)


def _read_words(resident_id: int) -> Rows:
    # What an agent began for them is the agent’s until it is sent.
    yield from read_rows(Draft, Draft.writer_id == resident_id, but=_OF_WORDS)
    for model in (Unsent, WayBack):
        yield from read_rows(model, theirs(model, resident_id), but=_OF_WORDS)


def _photos(resident_id: int) -> Iterator[str]:
    for answers in db.session.scalars(select(Draft.answers).where(_written(resident_id))):
        yield from files_of(answers)


def _erase_words(resident_id: int) -> None:
    traces = traces_of(resident_id)
    db.session.execute(delete(Draft).where(_written(resident_id)))
    if traces.searched:
        named = or_(names_them(WayBack.before, traces), theirs(WayBack, resident_id))
        db.session.execute(delete(WayBack).where(named))
        db.session.execute(delete(Draft).where(names_them(Draft.answers, traces)))
    for model in (Unsent, WayBack):
        db.session.execute(delete(model).where(theirs(model, resident_id)))


def _erase_presses(resident_id: int) -> None:
    traces = traces_of(resident_id)
    if traces.searched:
        said = or_(names_them(Press.said, traces), names_them(Press.location, traces))
        db.session.execute(delete(Press).where(said))


def _erase_closings(resident_id: int) -> None:
    # That an account was erased, and when, is the proof that it was; of its owner it says nothing.
    ended = Closing.status == ClosingStatus.ERASED
    mine = update(Closing).where(Closing.resident_id == resident_id, ended)
    db.session.execute(mine.values(asked_by_id=None, reason=""))
    before = Closing.resident_id == resident_id, Closing.status == ClosingStatus.BACK
    db.session.execute(delete(Closing).where(*before))
    asked = update(Closing).where(Closing.asked_by_id == resident_id)
    db.session.execute(asked.values(asked_by_id=None))


for _holding in (
    Holding(
        code="account",
        title=_l("Votre compte"),
        purpose=_l("Pour vous reconnaître, et montrer aux autres qui vous êtes."),
        basis=Basis.CONTRACT,
        tables=frozenset({"resident"}),
        kept=WHILE_OPEN,
        read=_read_account,
        erase=_erase_account,
        withheld=_OF_ACCOUNT,
    ),
    Holding(
        code="former-names",
        title=_l("Vos noms d’avant"),
        purpose=_l("Pour vérifier qui vous êtes quand vous changez de nom."),
        basis=Basis.INTEREST,
        tables=frozenset({"former_name"}),
        kept=WHILE_OPEN,
        read=rows_of(FormerName),
        erase=erasing_of(FormerName),
    ),
    Holding(
        code="sign-ins",
        title=_l("Vos appareils connectés et vos adresses e-mail"),
        purpose=_l("Pour vous laisser entrer, et voir qui d’autre est entré."),
        basis=Basis.CONTRACT,
        tables=frozenset({"sign_in", "mailbox_change"}),
        kept=_l("30 jours après la fin"),
        read=rows_of(SignIn, MailboxChange, but=_OF_SIGN_INS),
        erase=erasing_of(SignIn, MailboxChange),
        withheld=_OF_SIGN_INS,
    ),
    Holding(
        code="second-factors",
        title=_l("Ce qui protège votre compte en plus du mot de passe"),
        purpose=_l("Pour que personne d’autre n’entre dans votre compte."),
        basis=Basis.CONTRACT,
        tables=frozenset({"authenticator", "passkey", "recovery_code"}),
        kept=WHILE_OPEN,
        read=rows_of(Authenticator, Passkey, RecoveryCode, but=_OF_FACTORS),
        erase=erasing_of(Authenticator, Passkey, RecoveryCode),
        withheld=_OF_FACTORS,
    ),
    Holding(
        code="areas",
        title=_l("Ce qui a été montré de l’endroit où vous habitez"),
        purpose=_l("Pour ne jamais montrer assez pour trouver votre porte."),
        basis=Basis.INTEREST,
        tables=frozenset({"shown_area"}),
        kept=WHILE_OPEN,
        read=rows_of(ShownArea),
        erase=erasing_of(ShownArea),
    ),
    Holding(
        code="begun",
        title=_l("Ce que vous avez commencé à écrire"),
        purpose=_l("Pour ne pas perdre ce que vous avez tapé."),
        basis=Basis.CONTRACT,
        tables=frozenset({"draft", "unsent", "way_back"}),
        kept=_l("30 jours pour un brouillon, un jour au plus pour le reste"),
        read=_read_words,
        erase=_erase_words,
        files=_photos,
        withheld=_OF_WORDS,
    ),
    Holding(
        code="closings",
        title=_l("Les fois où vous avez fermé votre compte"),
        purpose=_l("Pour effacer le compte à la date dite, et vous laisser revenir avant."),
        basis=Basis.LEGAL,
        tables=frozenset({"closing"}),
        kept=_l("tant que le compte est ouvert ; ensuite la date seule, comme preuve"),
        read=rows_of(Closing),
        erase=_erase_closings,
    ),
    Holding(
        code="presses",
        title=_l("Les boutons appuyés"),
        purpose=_l("Pour qu’un bouton appuyé deux fois n’agisse qu’une fois."),
        basis=Basis.INTEREST,
        tables=frozenset({"press"}),
        kept=_l("deux jours"),
        read=lambda _resident_id: (),
        erase=_erase_presses,
        withheld=_OF_PRESSES,
    ),
):
    HOLDINGS.declare(_holding)
impersonal(_l("l’empreinte d’une question à laquelle une clé d’accès a répondu"), "spent_challenge")
