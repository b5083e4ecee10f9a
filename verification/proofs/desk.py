"""Staff of the town hall, or a resident-leader, see an identity document and read a code aloud."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from verification.models.claims import AddressClaim, Method
from verification.models.desk import DeskCode
from verification.proofs import tries
from verification.proofs.protocol import NothingToPrepare, Outcome
from verification.queries import desk


class Desk(NothingToPrepare):
    """Somebody whom the town trusts has seen the person and their papers."""

    method = Method.DESK
    icon = "building-2"
    title = _l("À l’accueil, en personne")
    about = _l("À la mairie ou avec un habitant relais. Montrez vos papiers, rien n’est copié.")
    code_length = codes.FIGURES

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Compare with the codes read aloud lately for this address, by somebody else."""
        if not tries.has_tries_left(claim.resident_id, self.method):
            return Outcome.SPENT
        for read_aloud in desk.live_desk_codes(claim.address_id, lock=True):
            if read_aloud.verifier_id != claim.resident_id and _is_right(read_aloud, code):
                read_aloud.ended_at = now()
                claim.verifier_id = read_aloud.verifier_id
                return Outcome.CONFIRMED
        tries.note_wrong_try(claim.resident_id, self.method)
        return Outcome.WRONG


def _is_right(read_aloud: DeskCode, code: str) -> bool:
    key = settings.current().secret_key
    return codes.matches(key, code, read_aloud.code_hash, *bound_to(read_aloud.address_id))


def bound_to(address_id: int) -> tuple[str, int]:
    """Return what a code read aloud is worth something for: an address."""
    return "desk", address_id
