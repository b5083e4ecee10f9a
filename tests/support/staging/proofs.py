"""The states of a proof that the demonstration does not show."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.actions.accounts import settle_in
from tests.support.staging.people import Stage
from verification.actions.endings import expire
from verification.models.claims import ClaimStatus, Refusal
from verification.models.vouching import Vouch
from verification.queries.claims import awaiting_claim
from verification.queries.vouching import invite_code, live_invite


def proofs(stage: Stage) -> dict[str, str]:
    """Add the states of a proof that the demonstration does not show."""
    unsent = stage.claim(stage.person("Denis Oriol", "sansdoc"), "document")
    refused = stage.claim(stage.person("Nina Baudry", "refusee"), "document")
    refused.become(ClaimStatus.REFUSED)
    refused.refusal = Refusal.OTHER_NAME
    expire(stage.claim(stage.person("Otto Keller", "perime"), "letter"))
    moving = stage.person("Paola Ricci", "demenage")
    settle_in(moving, next(stage.doors))
    settle_in(moving, next(stage.doors))
    elsewhere = stage.claim(moving, "vouching")
    prudence = stage.person("Prudence Aubry", "prudence")
    settle_in(prudence, next(stage.doors))
    for claim in (unsent, refused, elsewhere):
        db.session.add(Vouch(claim=claim, voucher=prudence, address_id=prudence.address_id))
    lapsed = stage.person("Lise Hamon", "unan")
    settle_in(lapsed, next(stage.doors))
    lapsed.residency_expires_at = now() - timedelta(days=2)
    vouching = awaiting_claim(stage.people["ines.castelli"])
    desk = awaiting_claim(stage.people["awa.konate"])
    return {
        "invite_code": invite_code(live_invite(vouching)),
        "number": desk.reference,
        "door": desk.address.label,
    }
