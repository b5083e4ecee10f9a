"""What happens to a resident’s account."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.places.models import Address
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.events import resident_settled
from neighbourhood.residents.models import Resident, SignIn
from neighbourhood.residents.queries import is_taken

RESIDENCY = timedelta(days=365)


def register(*, full_name: str, email: str, password_hash: str, language: str) -> Resident | None:
    """Open an account; None when `email` already has one, which the page must not reveal."""
    if is_taken(email):
        return None
    resident = Resident(
        full_name=full_name, email=email, password_hash=password_hash, language=language
    )
    try:
        with db.session.begin_nested():
            db.session.add(resident)
    except IntegrityError:
        return None  # somebody was faster by a moment
    return resident


def confirm_email(resident: Resident) -> None:
    """Record that the mailbox answered; a second time changes nothing."""
    if resident.email_confirmed_at is None:
        resident.email_confirmed_at = now()


def change_password(resident: Resident, *, password_hash: str, keep: SignIn | None = None) -> None:
    """Set a new password and end every session but `keep`."""
    resident.password_hash = password_hash
    db.session.flush()
    end_sign_ins(resident, but=keep)


def settle_in(resident: Resident, address: Address) -> None:
    """Give `resident` the verified home at `address`, for a year."""
    resident.address = address
    resident.quartier_id = address.quartier_id
    resident.verified_at = now()
    resident.residency_expires_at = resident.verified_at + RESIDENCY
    db.session.flush()
    resident_settled.send(resident)


def stay_home(resident: Resident) -> None:
    """Note that `resident` still lives at the proved address: good for another year."""
    require(resident.may_read, NotVerified)
    resident.residency_expires_at = now() + RESIDENCY


def describe_oneself(actor: Resident, *, full_name: str, about: str) -> None:
    """Change the name and the few words of a profile."""
    actor.full_name = full_name
    actor.about = about


def set_comfort(actor: Resident, *, comfort: bool, language: str) -> None:
    """Choose larger type and more space, and the language of pages and mail."""
    actor.comfort = comfort
    actor.language = language
