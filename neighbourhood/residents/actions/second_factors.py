"""What a resident proves themselves with besides a password."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import slow_marks
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.residents import codes
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import (
    Authenticator,
    Passkey,
    RecoveryCode,
    SpentChallenge,
)
from neighbourhood.residents.queries import accounts, second_factors

CHALLENGES_KEPT_FOR = timedelta(days=1)
MOST_PASSKEYS = 20


class TooManyPasskeys(DomainError):
    """Nobody carries so many keys."""

    sentence = _l("Vous avez déjà vingt clés d’accès. Retirez-en une, puis recommencez.")


def enrol_authenticator(actor: Actor, *, secret: str, code: str) -> bool:
    """Enrol the application that holds `secret`, in place of any other; False when it does not."""
    step = codes.accepted_step(secret, code, at=now(), after=0)
    if step is None:
        return False
    _alone(actor.resident)
    db.session.execute(delete(Authenticator).where(Authenticator.resident_id == actor.id))
    db.session.add(Authenticator(resident_id=actor.id, secret=secret, last_step=step))
    reckon_second_factor(actor.resident)
    return True


def drop_authenticator(actor: Actor) -> None:
    """Forget the application."""
    _alone(actor.resident)
    db.session.execute(delete(Authenticator).where(Authenticator.resident_id == actor.id))
    reckon_second_factor(actor.resident)


def use_code(resident: Resident, typed: str) -> bool:
    """Accept a code of the application or one on paper, once; the caller locks `resident`."""
    code = codes.bare(typed)
    use = _use_shown_code if codes.is_shown(code) else _use_paper_code
    return use(resident, code)


def _use_shown_code(resident: Resident, code: str) -> bool:
    application = second_factors.authenticator(resident)
    if application is None or not application.secret:
        return False
    step = codes.accepted_step(application.secret, code, at=now(), after=application.last_step)
    if step is not None:
        application.last_step = step
    return step is not None


def _use_paper_code(resident: Resident, code: str) -> bool:
    mine = RecoveryCode.resident_id == resident.id, RecoveryCode.used_at.is_(None)
    codes_left = db.session.scalars(select(RecoveryCode).where(*mine))
    unused = {each.fingerprint: each for each in codes_left}
    kept = slow_marks.find(fingerprint(code), unused)
    if kept is not None:
        unused[kept].used_at = now()
    return kept is not None


def renew_recovery_codes(actor: Actor) -> list[str]:
    """Write new codes on paper; those of before are worth nothing. They cannot be read again."""
    _alone(actor.resident)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.resident_id == actor.id))
    fresh = codes.recovery_codes()
    marks = slow_marks.made_of([fingerprint(codes.bare(code)) for code in fresh])
    db.session.add_all(RecoveryCode(resident_id=actor.id, fingerprint=mark) for mark in marks)
    return fresh


def slow_down_codes(resident_id: int) -> None:
    """Keep an account’s codes that an earlier release kept as bare fingerprints slowly too."""
    accounts.locked(resident_id)
    mine = RecoveryCode.resident_id == resident_id
    plain = [
        each
        for each in db.session.scalars(select(RecoveryCode).where(mine))
        if slow_marks.is_plain(each.fingerprint)
    ]
    for code, mark in zip(plain, slow_marks.made_of([p.fingerprint for p in plain]), strict=True):
        code.fingerprint = mark


def add_passkey(
    actor: Actor,
    *,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    handle: bytes,
    name: str,
) -> bool:
    """Keep a passkey; False when it is known already."""
    _alone(actor.resident)
    require(len(second_factors.passkeys(actor.resident)) < MOST_PASSKEYS, TooManyPasskeys)
    passkey = Passkey(
        resident_id=actor.id,
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        handle=handle,
        name=name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError:
        return False
    reckon_second_factor(actor.resident)
    return True


def remove_passkey(actor: Actor, passkey: Passkey) -> None:
    """Forget a passkey; the device may keep it, it opens nothing here any more."""
    _alone(actor.resident)
    db.session.delete(passkey)
    db.session.flush()
    reckon_second_factor(actor.resident)


def rename_passkey(passkey: Passkey, *, name: str) -> None:
    """Call a passkey otherwise; it opens what it opened."""
    passkey.name = name


def drop_second_factors(resident: Resident) -> None:
    """Forget everything enrolled, for someone who lost it all, and end every session."""
    _alone(resident)
    for model in (Authenticator, Passkey):
        db.session.execute(delete(model).where(model.resident_id == resident.id))
    reckon_second_factor(resident)
    end_sign_ins(resident)


def note_passkey_used(passkey: Passkey, *, sign_count: int) -> None:
    """Keep the count of a passkey: one that goes backwards was copied."""
    passkey.sign_count = sign_count
    passkey.last_used_at = now()


def spend_challenge(challenge: bytes) -> bool:
    """Accept an answer to `challenge`; False the second time."""
    old = now() - CHALLENGES_KEPT_FOR
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.spent_at < old))
    try:
        with db.session.begin_nested():
            db.session.add(SpentChallenge(fingerprint=fingerprint(challenge.hex())))
    except IntegrityError:
        return False
    return True


def _alone(resident: Resident) -> None:
    # Two pages of one person must not enrol at once what exists once.
    accounts.locked(resident.id)


def reckon_second_factor(resident: Resident) -> None:
    """Write on the account whether it has a second factor; with the last one, codes go too."""
    db.session.flush()
    if second_factors.authenticator(resident) or second_factors.passkeys(resident):
        resident.second_factor_since = resident.second_factor_since or now()
        return
    resident.second_factor_since = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.resident_id == resident.id))
