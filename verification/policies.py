"""Who may prove an address, who may help, and what one reads when one may not."""

from collections.abc import Collection
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.errors import DomainError
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import staff_of
from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident
from verification import queries
from verification.models import AddressClaim, ClaimStatus, LetterCode, Method, Vouch

BETWEEN_LETTERS = timedelta(days=7)
ASKED_BEFORE = timedelta(days=30)
VOUCHES_A_SEASON = 3
VOUCH_SEASON = timedelta(days=90)
HOME = "/mon-adresse"


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


class TooManyClaims(TooManyLetters):
    """An address was chosen too often, whoever lives there."""

    code = "too_many_claims"
    sentence = _l(
        "Trop de demandes ont été faites ces derniers temps. "
        "Passez à l’accueil de la mairie : on vous aidera sur place."
    )


class NotTakenHere(DomainError):
    """The town does not take this proof."""

    code = "not_taken_here"
    sentence = _l("Cette preuve n’est pas possible dans votre ville. Choisissez-en une autre.")


class LastMethod(DomainError):
    """A town takes at least one proof."""

    code = "last_method"
    sentence = _l("C’est la dernière preuve possible dans cette ville : gardez-en au moins une.")


class NothingToConfirm(DomainError):
    """There is no code to type."""

    code = "nothing_to_confirm"
    sentence = _l("Aucun code n’est en attente pour vous. Choisissez d’abord votre adresse.")


class BrokenDocument(DomainError):
    """The file is neither a photo nor a PDF that can be read."""

    code = "broken_document"
    status = 422
    sentence = _l(
        "Nous n’arrivons pas à ouvrir ce document. "
        "Envoyez un PDF de moins de 12 Mo, ou une photo nette (JPEG, PNG, WebP ou HEIC)."
    )


class NothingToVouchFor(DomainError):
    """The claim ended, or the code of the invite is too old."""

    code = "nothing_to_vouch_for"
    sentence = _l(
        "Cette demande est terminée, ou son code est trop ancien. "
        "Demandez à votre voisin où il en est."
    )


class OtherQuartier(DomainError):
    """Vouchers live in the quartier of the newcomer."""

    code = "other_quartier"
    sentence = _l("Seuls des voisins vérifiés du même quartier peuvent se porter garants.")


class SameHousehold(DomainError):
    """The sentence is the same whoever vouched before, and wherever they live."""

    code = "same_household"
    sentence = _l(
        "Les deux garants doivent habiter deux autres logements. "
        "Quelqu’un d’autre doit se porter garant."
    )


class VouchedTooOften(DomainError):
    """One person answers for a few others, not for a crowd."""

    code = "vouched_too_often"
    status = 429
    sentence = _l(
        "Vous vous êtes déjà porté garant trois fois en trois mois. "
        "Quelqu’un d’autre doit se porter garant."
    )


class TooNewToVouch(DomainError):
    """Whoever is here on the word of others waits before giving theirs."""

    code = "too_new_to_vouch"
    sentence = _l(
        "Des voisins se sont portés garants pour vous il y a moins de trois mois : "
        "vous ne pouvez pas encore le faire pour d’autres."
    )


def may_claim(resident: Resident) -> bool:
    """Ask for an open account whose mailbox answered."""
    return resident.is_active and resident.email_confirmed_at is not None


def is_home(resident: Resident, address: Address) -> bool:
    """`resident` proved this very address, and it is not to be confirmed again."""
    return resident.is_verified and resident.address_id == address.id


def methods_for(address: Address) -> list[Method]:
    """Return the ways to prove an address that its town takes."""
    if address.quartier is None:
        return []
    forbidden = queries.forbidden_methods(address.quartier.municipality_id)
    return [method for method in Method if method not in forbidden]


def refusal_to_vouch(
    voucher: Resident, claim: AddressClaim, earlier: Collection[Vouch]
) -> type[DomainError] | None:
    """Return why `voucher` cannot answer for this claim, None when they can."""
    if claim.status is not ClaimStatus.AWAITING or claim.disputed_at is not None:
        return NothingToVouchFor
    if voucher.quartier_id != claim.address.quartier_id:
        return OtherQuartier
    taken = {claim.address_id, *(vouch.address_id for vouch in earlier)}
    if voucher.id == claim.resident_id or voucher.address_id in taken:
        return SameHousehold
    return _refusal_for_now(voucher)


def _refusal_for_now(voucher: Resident) -> type[DomainError] | None:
    lately = now() - VOUCH_SEASON
    home = queries.present_home(voucher)
    if home is not None and home.method is Method.VOUCHING and home.since > lately:
        return TooNewToVouch
    if queries.vouches_by(voucher, lately) >= VOUCHES_A_SEASON:
        return VouchedTooOften
    return None


def is_soon_to_reconfirm(resident: Resident) -> bool:
    """Ask within the last month of the year, and after, whether one still lives there."""
    ends = resident.residency_expires_at
    return resident.may_read and ends is not None and ends < now() + ASKED_BEFORE


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


def serves(resident: Resident, address: Address) -> bool:
    """Staff who verify for the municipality of the address."""
    quartier = address.quartier
    return quartier is not None and quartier.municipality_id in served_by(resident)


def may_serve(resident: Resident, claim: AddressClaim) -> bool:
    """Staff who verify for the municipality of the address."""
    return serves(resident, claim.address)


def may_decide(resident: Resident, claim: AddressClaim) -> bool:
    """Staff of the town, about anybody but themselves."""
    return claim.resident_id != resident.id and may_serve(resident, claim)
