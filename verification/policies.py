"""Who may prove an address, who may help, and what one reads when one may not."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.errors import DomainError
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import staff_of
from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident
from verification.models import AddressClaim, ClaimStatus, LetterCode

BETWEEN_LETTERS = timedelta(days=7)


class AlreadyHome(DomainError):
    """The address of this account is already proved."""

    code = "already_home"
    sentence = _l("Votre adresse est déjà confirmée : vous n’avez plus rien à faire.")


class OutsideQuartiers(DomainError):
    """No quartier holds this address."""

    code = "outside_quartiers"
    sentence = _l(
        "Palier n’est pas encore ouvert à cette adresse. Choisissez une adresse de la ville."
    )


class TooSoon(DomainError):
    """The last letter is too recent."""

    code = "letter_too_soon"
    status = 429
    sentence = _l(
        "Une lettre est déjà en route. Vous pourrez en demander une autre dans quelques jours."
    )


class TooManyLetters(DomainError):
    """Too many letters; the sentence is the same whether the account or the address is meant."""

    code = "too_many_letters"
    status = 429
    sentence = _l(
        "Trop de lettres ont été demandées ces derniers temps. "
        "Passez à l’accueil de la mairie : on vous aidera sur place."
    )


class NothingToConfirm(DomainError):
    """No letter is on its way."""

    code = "nothing_to_confirm"
    sentence = _l("Aucune lettre n’est en attente pour vous. Choisissez d’abord votre adresse.")


def may_claim(resident: Resident) -> bool:
    """Ask for an open account whose mailbox answered, and that has no home yet."""
    return bool(
        resident.is_active and resident.email_confirmed_at is not None and not resident.is_verified
    )


def may_be_home(address: Address) -> bool:
    """Palier has opened in the quartier of this address."""
    return address.quartier_id is not None


def may_be_followed(letter: LetterCode) -> bool:
    """Time enough has passed to ask for another letter."""
    return letter.created_at <= now() - BETWEEN_LETTERS


def may_be_cancelled(claim: AddressClaim) -> bool:
    """Nothing was decided yet."""
    return claim.status is ClaimStatus.AWAITING


def served_by(resident: Resident) -> set[int]:
    """Return the municipalities for which `resident` verifies addresses."""
    return {partner.municipality_id for partner in staff_of(resident, StaffRole.VERIFY)}


def may_serve(resident: Resident, claim: AddressClaim) -> bool:
    """Staff who verify for the municipality of the address."""
    quartier = claim.address.quartier
    return quartier is not None and quartier.municipality_id in served_by(resident)
