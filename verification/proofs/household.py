"""A code that the town dropped in the mailbox of every household of a quartier."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.directory.households import SHARED_PROOFS, SharedProof
from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, ClaimStatus
from verification.proving.entry import LETTERS_AND_FIGURES, CodeForm
from verification.proving.protocol import Outcome, Proof, Typed
from verification.proving.registry import declare
from verification.queries import letters


class Household(Proof):
    """One code for all who live behind a door."""

    code = "household"
    rank = 20
    stands_alone = False
    icon = "house"
    title = _l("Avec le code de mon foyer")
    about = _l("La ville l’a glissé dans les boîtes aux lettres de certains quartiers.")
    how = _l("avec le code du foyer")
    lost = _l("Le code de votre foyer ne comptera plus : il faudra recommencer sous ce nom.")
    typed = Typed(
        length=codes.LENGTH,
        form=CodeForm,
        heading=_l("Entrez le code de la lettre"),
        wrong=_l("Ce n’est pas le bon code. Relisez la lettre :"),
        spent=_l("Cela fait trop d’essais. Réessayez demain, ou choisissez une autre preuve."),
        trouble=_l("La lettre n’arrive pas, ou le code ne marche pas ?"),
        attributes=LETTERS_AND_FIGURES,
    )

    def is_offered_to(self, resident: Resident, address: Address) -> bool:
        """Leave out whoever has another name to prove: the code is for all who live there."""
        del address
        return not resident.name_to_prove

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Compare with the code of the address; a wrong code learns nothing of the right one."""
        if not self.has_tries_left(claim.resident_id):
            return Outcome.SPENT
        found = letters.household_code(claim.address_id, lock=True)
        key = settings.current().secret_key
        if found is None or not codes.matches(key, code, found.code_hash, *bound_to(claim)):
            self.note_wrong_try(claim.resident_id)
            return Outcome.WRONG
        if found.is_over:
            return Outcome.OVER
        found.uses += 1
        return Outcome.CONFIRMED


def bound_to(claim: AddressClaim) -> tuple[str, int]:
    """Return what the code of a household is worth something for: its address."""
    return "household", claim.address_id


HOUSEHOLD = declare(Household())


def proved_by_it(account_ids: Collection[int]) -> set[int]:
    """Return which of these accounts proved where they live by the code of their household."""
    statement = (
        select(AddressClaim.resident_id)
        .join(AddressClaim.resident)
        .where(
            AddressClaim.resident_id.in_(account_ids),
            AddressClaim.method == Household.code,
            AddressClaim.status == ClaimStatus.CONFIRMED,
            AddressClaim.address_id == Resident.address_id,
        )
    )
    return set(db.session.scalars(statement))


SHARED_PROOFS.declare(SharedProof(code="household code", proved=proved_by_it))
