"""What happens to a resident’s account."""

from datetime import timedelta

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.tokens import fingerprint, random_token
from neighbourhood.places.models import Address
from neighbourhood.residents.events import resident_settled, signed_out
from neighbourhood.residents.models import Resident, SignIn
from neighbourhood.residents.queries import by_email

RESIDENCY = timedelta(days=365)


def register(*, full_name: str, email: str, password_hash: str, language: str) -> Resident | None:
    """Open an account; None when `email` already has one, which the page must not reveal."""
    if by_email(email) is not None:
        return None
    resident = Resident(
        full_name=full_name, email=email, password_hash=password_hash, language=language
    )
    db.session.add(resident)
    db.session.flush()
    return resident


def confirm_email(resident: Resident) -> None:
    """Record that the mailbox answered; a second time changes nothing."""
    if resident.email_confirmed_at is None:
        resident.email_confirmed_at = now()


def begin_sign_in(resident: Resident, *, agent: str) -> str:
    """Open a session for this browser and return the token of its cookie."""
    token = random_token()
    db.session.add(
        SignIn(resident_id=resident.id, fingerprint=fingerprint(token), agent=agent[:200])
    )
    return token


def end_sign_in(sign_in: SignIn) -> None:
    """Close a session; its cookie is worth nothing from now on."""
    if sign_in.ended_at is None:
        sign_in.ended_at = now()
        signed_out.send(sign_in)


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
