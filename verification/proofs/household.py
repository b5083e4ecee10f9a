"""A code that the town dropped in the mailbox of every household of a quartier."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from verification.models.claims import AddressClaim, Method
from verification.proofs import tries
from verification.proofs.protocol import NothingToPrepare, Outcome
from verification.queries import letters


class Household(NothingToPrepare):
    """One code for all who live behind a door."""

    method = Method.HOUSEHOLD
    icon = "house"
    title = _l("Avec le code de mon foyer")
    about = _l("La ville l’a glissé dans les boîtes aux lettres de certains quartiers.")
    code_length = codes.LENGTH

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Compare with the code of the address; a wrong code learns nothing of the right one."""
        if not tries.has_tries_left(claim.resident_id, self.method):
            return Outcome.SPENT
        found = letters.household_code(claim.address_id, lock=True)
        key = settings.current().secret_key
        if found is None or not codes.matches(key, code, found.code_hash, *bound_to(claim)):
            tries.note_wrong_try(claim.resident_id, self.method)
            return Outcome.WRONG
        if found.is_over:
            return Outcome.OVER
        found.uses += 1
        return Outcome.CONFIRMED


def bound_to(claim: AddressClaim) -> tuple[str, int]:
    """Return what the code of a household is worth something for: its address."""
    return "household", claim.address_id
