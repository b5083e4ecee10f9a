"""Who may prove an address, and who may help."""

from neighbourhood.places.models import Address
from neighbourhood.residents.models import Resident
from verification.models import AddressClaim, ClaimStatus, LetterCode


def may_claim(resident: Resident) -> bool:
    """An open account whose mailbox answered, and that has no home yet."""
    return bool(
        resident.is_active and resident.email_confirmed_at is not None and not resident.is_verified
    )


def may_be_home(address: Address) -> bool:
    """Palier has opened in the quartier of this address."""
    return address.quartier_id is not None


def may_try(letter: LetterCode, claim: AddressClaim) -> bool:
    """The code may still be entered."""
    return not (letter.is_spent or letter.is_expired or claim.disputed_at)


def may_be_cancelled(claim: AddressClaim) -> bool:
    """Nothing was decided yet."""
    return claim.status is ClaimStatus.AWAITING
