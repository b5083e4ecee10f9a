"""Who may set up a library, keep its desk and borrow from it."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours
from neighbourhood.libraries.hours import AHEAD
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.models.loans import ToolLoan
from neighbourhood.libraries.queries import loans
from neighbourhood.libraries.queries.shelves import is_open_here
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.acting import is_from_here
from neighbourhood.partners.policies.staffing import has_role
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

_A_DAY = timedelta(days=1)
KEEPERS = (StaffRole.LEND, StaffRole.MANAGE)


class AlreadyHasLibrary(DomainError):
    """A partner has one library."""

    sentence = _l("Cet organisme a déjà une outilthèque. Modifiez-la plutôt.")


class LibraryIsClosed(DomainError):
    """Nothing is reserved or lent for now."""

    sentence = _l("L’outilthèque est fermée : rien n’est réservé ni prêté pour le moment.")


class DaysTaken(DomainError):
    """Somebody else has the tool on one of the days."""

    sentence = _l(
        "Quelqu’un d’autre a réservé cet outil ces jours-là. Rien n’est fait : choisissez "
        "d’autres jours, ou un autre outil."
    )


class NotOpenThen(DomainError):
    """A tool is fetched and brought back when the desk is open."""

    sentence = _l(
        "L’outilthèque n’ouvre pas ce jour-là. Choisissez deux jours d’ouverture, dans la durée "
        "permise. Rien n’est réservé."
    )


class NotBackYet(DomainError):
    """Whoever has the tool is late: nobody comes for it before it may be back."""

    sentence = _l(
        "Cet outil est en retard : il n’est pas encore revenu. Choisissez un jour à partir de la "
        "prochaine ouverture. Rien n’est réservé."
    )


class LateAlready(DomainError):
    """What is late is brought back, not had for longer."""

    sentence = _l(
        "Le jour du retour est passé : un emprunt en retard ne se prolonge pas. Rapportez l’outil "
        "à la prochaine ouverture. Si vous ne pouvez pas, dites-le à l’équipe."
    )


class EnoughTools(DomainError):
    """Somebody has as many tools as a library lends to one person."""

    sentence = _l(
        "Il y a déjà %(number)s outils empruntés ou réservés sur cette carte : c’est le nombre "
        "permis ici. Rendez-en un d’abord."
    )


class NotOnShelf(DomainError):
    """The tool is being mended, retired, or with somebody."""

    sentence = _l("Cet outil n’est pas en rayon : il est prêté, en réparation ou retiré.")


class NotOut(DomainError):
    """What is not with anybody cannot come back."""

    sentence = _l("Cet outil n’est prêté à personne : il est déjà rendu.")


class SpokenFor(DomainError):
    """A tool that somebody has, or awaits, is not retired."""

    sentence = _l(
        "Quelqu’un a emprunté ou réservé cet outil. Attendez son retour, ou annulez d’abord la "
        "réservation."
    )


class MayNotBorrow(Forbidden):
    """The neighbour has no proved address in the town, or a measure keeps them from it."""

    sentence = _l(
        "Cette personne ne peut pas emprunter pour le moment : son adresse n’est pas vérifiée "
        "dans la commune, ou son compte est en pause."
    )


class UnknownCard(DomainError):
    """The card was replaced by another one, its holder has left, or it is none."""

    sentence = _l(
        "Cette carte n’est plus valable. Demandez à la personne d’ouvrir « Ma carte » sur son "
        "téléphone, puis scannez de nouveau."
    )


class ScannedLongAgo(DomainError):
    """A card is chosen at a desk for some minutes after it was scanned."""

    sentence = _l("La carte a été scannée il y a un moment. Scannez-la de nouveau.")


class RenewedEnough(DomainError):
    """The loan was had for longer as often as the library lets."""

    sentence = _l("Cet emprunt ne peut plus être prolongé. Rapportez l’outil au jour prévu.")


def may_set_up(actor: Actor, partner: Partner) -> bool:
    """Allow those who manage the team of an accredited partner."""
    return actor.is_oneself and has_role(actor.resident, partner, StaffRole.MANAGE)


def may_keep(actor: Actor, partner: Partner) -> bool:
    """Allow those who keep the desk, and those who manage the team."""
    held = (has_role(actor.resident, partner, role) for role in KEEPERS)
    return actor.is_oneself and any(held)


def may_borrow(resident: Resident, library: Library) -> bool:
    """Allow neighbours of the town whose address is proved, as long as they have an account."""
    is_here = resident.is_active and is_from_here(library.partner, resident)
    return is_here and resident.is_verified


def refusal_to_borrow(resident: Resident, library: Library) -> type[DomainError] | None:
    """Return why somebody takes nothing from a library, None when they may."""
    if not is_open_here(library):
        return LibraryIsClosed
    return None if may_borrow(resident, library) else NotVerified


def may_reserve(actor: Actor, tool: Tool) -> bool:
    """Allow whoever may borrow, of what is on the shelf."""
    allowed = refusal_to_borrow(actor.resident, tool.library) is None
    asked = actor.lets(ToolLoan.SCOPE) and allowed
    return asked and tool.is_shown and first_day_for(tool) is not None


def first_day_for(tool: Tool) -> date | None:
    """Return from when on a tool may be reserved: what is late is back at the next opening.

    None while it is not counted on any more, or while no opening is known.
    """
    out = loans.out(tool.id)
    if out is None or not out.is_late:
        return today() if out is None or out.is_lent else None
    return next(iter(hours.opening_days(tool.library, today() + _A_DAY, today() + AHEAD)), None)


def has_room(resident_id: int, library: Library, *, but: int | None = None) -> bool:
    """Tell whether somebody may have one more tool of a library."""
    return loans.live_count(resident_id, library.id, but=but) < library.at_once


def is_ones_own(actor: Actor, loan: ToolLoan) -> bool:
    """Tell whether somebody has or awaits it: themselves, or by whom they let borrow."""
    return loan.borrower_id == actor.id and actor.lets(ToolLoan.SCOPE)


def may_cancel(actor: Actor, loan: ToolLoan) -> bool:
    """Allow whose reservation it is, until it is fetched."""
    return is_ones_own(actor, loan) and loan.is_reserved


def may_renew(actor: Actor, loan: ToolLoan) -> bool:
    """Allow whose loan it is, as often as the library lets; never once it is late."""
    left = loan.renewed < loan.tool.library.renewals
    return is_ones_own(actor, loan) and loan.is_lent and left and not loan.is_late
