"""What happens to a resident’s account."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import DomainError, NotVerified, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.areas import note_home, note_street
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.events import (
    name_changed,
    resident_renamed,
    resident_settled,
    resident_unsettled,
)
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.policies import is_another_name, may_show_street
from neighbourhood.residents.queries.accounts import by_email, is_taken, locked

RESIDENCY = timedelta(days=365)


class StreetTooShort(Wrong):
    """So few doors that the street gives the home away, with all that is known besides."""

    sentence = _l(
        "Avec votre quartier et votre carré sur la carte, votre rue laisserait moins de onze"
        " portes possibles : elle reste cachée. Laissez la case vide : vos voisins lisent votre "
        "quartier."
    )


def register(*, full_name: str, email: str, password_hash: str, language: str) -> Resident | None:
    """Open an account; None when `email` already has one, which the page must not reveal.

    One whose mailbox never answered is begun anew: the last name and password typed are kept, and
    links sent before are worth nothing.
    """
    begun = by_email(email)
    if begun is not None and begun.email_confirmed_at is None and begun.is_active:
        begun.full_name, begun.password_hash = full_name, password_hash
        return begun
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


class MailboxUnanswered(DomainError):
    """An account that is closed, or whose mailbox never answered, decides nothing for others."""

    sentence = _l(
        "Ce compte n’a pas confirmé son adresse e-mail, ou il est fermé. Ouvrez d’abord le lien "
        "reçu par e-mail, ou donnez un autre compte."
    )


def name_administrator(resident: Resident) -> None:
    """Let `resident` look after the whole site; for whoever runs it, never for a page."""
    require(resident.is_active and resident.email_confirmed_at is not None, MailboxUnanswered)
    resident.is_administrator = True


def dismiss_administrator(resident: Resident) -> None:
    """Let `resident` look after the site no more; a second time changes nothing."""
    resident.is_administrator = False


def confirm_email(resident: Resident) -> None:
    """Record that the mailbox answered; a second time changes nothing."""
    if resident.email_confirmed_at is None:
        resident.email_confirmed_at = now()


def change_password(resident: Resident, *, password_hash: str, keep: SignIn | None = None) -> None:
    """Set a new password and end every session but `keep`."""
    resident.password_hash = password_hash
    db.session.flush()
    end_sign_ins(resident, but=keep)


def strengthen_password(resident: Resident, *, given: str, password_hash: str) -> None:
    """Keep the password of the digest `given` under a stronger one, unless it changed meanwhile."""
    now_there = locked(resident.id)
    if now_there is not None and now_there.password_hash == given:
        now_there.password_hash = password_hash


def settle_in(resident: Resident, address: Address) -> None:
    """Give `resident` the verified home at `address`, for a year."""
    if resident.address_id != address.id:
        resident.shows_street = False  # what was said of the last street was not said of this one
    resident.address = address
    resident.quartier_id = address.quartier_id
    resident.verified_at = now()
    resident.residency_expires_at = resident.verified_at + RESIDENCY
    resident.proved_name, resident.name_to_prove = resident.full_name, False
    db.session.flush()
    note_home(resident)
    resident_settled.send(resident)


def unsettle(resident: Resident) -> None:
    """Take the verified home of `resident` back: they read and write as a newcomer does.

    Whoever hears of it ends what needs a home, such as acting for each other.
    """
    resident.verified_at = resident.residency_expires_at = None
    resident.address_id = resident.quartier_id = resident.proved_name = None
    resident.name_to_prove = False
    resident.shows_street = False
    db.session.flush()
    db.session.expire(resident, ["address", "quartier"])
    resident_unsettled.send(resident)


def stay_home(resident: Resident) -> None:
    """Note that `resident` still lives at the proved address: good for another year."""
    require(resident.may_read, NotVerified)
    resident.residency_expires_at = now() + RESIDENCY


def describe_oneself(actor: Actor, *, full_name: str, about: str) -> None:
    """Change the name and the few words of a profile.

    A correction of the name is free. Another name is to be proved as the first was, and ends what
    `ENDED_BY_A_NAME` says.
    """
    refusal = actor.resident.refusal_by_measure
    if refusal is not None and about != actor.resident.about:
        raise refusal  # a name may always be put right
    actor.resident.about = about
    if full_name != actor.resident.full_name:
        _rename(actor.resident, full_name)


def _rename(resident: Resident, full_name: str) -> None:
    proved = resident.may_read and not resident.name_to_prove
    db.session.add(FormerName(resident_id=resident.id, name=resident.full_name, proved=proved))
    another = is_another_name(resident, full_name)
    if resident.may_read:
        resident.proved_name = resident.proved_name or resident.full_name
    resident.full_name = full_name
    resident.name_to_prove = resident.may_read and another
    db.session.flush()
    name_changed.send(resident)
    if another:
        resident_renamed.send(resident)


def choose_what_shows(actor: Actor, *, full_name: bool, street: bool) -> None:
    """Say what the quartier reads of the name and of the address."""
    require(not street or may_show_street(actor.resident), StreetTooShort)
    if street and actor.resident.address is not None:
        note_street(actor.resident, actor.resident.address)
    actor.resident.shows_full_name = full_name
    actor.resident.shows_street = street


def set_comfort(actor: Actor, *, comfort: bool, language: str) -> None:
    """Choose larger type and more space, and the language of pages and mail."""
    actor.resident.comfort = comfort
    actor.resident.language = language


def set_hours(actor: Actor, hours: tuple[int, int] | None) -> None:
    """Choose between which full hours one may be written to; None for any time."""
    actor.resident.reached_from, actor.resident.reached_until = hours or (None, None)
