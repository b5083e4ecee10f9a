"""Two neighbours of two other households say: I know this person, they live there."""

import secrets
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from verification.models.claims import AddressClaim, Method
from verification.models.vouching import VouchInvite
from verification.proofs.protocol import NothingToType
from verification.queries import vouching

VALID = timedelta(days=30)


class Vouching(NothingToType):
    """Neighbours who know the newcomer answer for them."""

    method = Method.VOUCHING
    icon = "users"
    title = _l("Grâce à deux voisins")
    about = _l("Deux voisins vérifiés, de deux autres logements, disent qu’ils vous connaissent.")

    def begin(self, claim: AddressClaim) -> None:
        """Make the code that the newcomer gives to neighbours, in person."""
        moment = now()
        invite = VouchInvite(
            claim=claim,
            claim_id=claim.id,
            nonce=secrets.token_hex(16),
            created_at=moment,
            expires_at=moment + VALID,
        )
        invite.code_hash = hash_of(vouching.invite_code(invite))
        db.session.add(invite)
        db.session.flush()

    def withdraw(self, claim: AddressClaim) -> None:
        """Make the code worthless."""
        invite = vouching.live_invite(claim)
        if invite is not None:
            invite.ended_at = now()

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Tell whether the code can still be given to a neighbour."""
        invite = vouching.live_invite(claim)
        return invite is not None and invite.is_live


def hash_of(code: str) -> str:
    """Return what is kept of the code of an invite, by which it is found again."""
    return codes.digest(settings.current().secret_key, code, "vouch")
