"""The card that a neighbour shows at the desk."""

import secrets
from hashlib import sha256

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.libraries.models.loans import BorrowerCard
from neighbourhood.libraries.queries import loans
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

# Of what scanners type and people do not: longer than any label.
_SIGNS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 24


def digest_of(token: str) -> str:
    """Return by what a card is found."""
    return sha256(token.strip().lower().encode()).hexdigest()


def hand_out(actor: Actor) -> BorrowerCard:
    """Return the card of `actor`, made the first time."""
    require(actor.is_oneself)
    hold(Resident, actor.id)
    return loans.card_of(actor.id) or replace(actor)


def replace(actor: Actor) -> BorrowerCard:
    """Make a new card: the one before is of no use any more."""
    require(actor.is_oneself)
    hold(Resident, actor.id)
    token = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    card = loans.card_of(actor.id) or BorrowerCard(resident_id=actor.id)
    card.token, card.digest, card.created_at = token, digest_of(token), now()
    db.session.add(card)
    db.session.flush()
    return card


def holder_of(token: str) -> Resident | None:
    """Return whose card it is, None when it is nobody’s any more."""
    return loans.card_holder(digest_of(token))
