"""Neighbours who answer for a newcomer."""

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import notify
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.blocks import are_apart
from verification import circles, kinds
from verification.actions.endings import confirm
from verification.actions.holding import alone, both_alone
from verification.models.claims import AddressClaim
from verification.models.vouching import VOUCHES_NEEDED, CircleAlert, CircleKind, Vouch, VouchInvite
from verification.policies.refusals import NothingToVouchFor
from verification.policies.rules import HOME, refusal_to_vouch
from verification.proofs.vouching import CIRCLE_FOUND, VOUCHED, VOUCHING, hash_of
from verification.proving.protocol import Outcome
from verification.queries import vouching

CHAIN = 2


def open_invite(actor: Actor, *, code: str) -> tuple[Outcome, VouchInvite | None]:
    """Look for the newcomer who gave this code to `actor`; a wrong code is counted."""
    voucher = alone(actor)
    if not VOUCHING.has_tries_left(voucher.id):
        return Outcome.SPENT, None
    invite = vouching.invite_by_hash(hash_of(code))
    # A code of somebody kept apart from the neighbour is no code for them.
    if invite is None or not invite.is_live or are_apart(voucher.id, invite.claim.resident_id):
        VOUCHING.note_wrong_try(voucher.id)
        return Outcome.WRONG, None
    return Outcome.CONFIRMED, invite


def vouch(actor: Actor, invite_id: int) -> Vouch:
    """Answer for a newcomer; the second neighbour of another household brings them home."""
    found = vouching.claim_to_vouch_for(invite_id)
    if found is None:
        raise NothingToVouchFor
    voucher, claim = both_alone(actor, found), holding.hold(AddressClaim, found.id)
    invite = vouching.live_invite(claim)
    if invite is None or invite.id != invite_id or not invite.is_live:
        raise NothingToVouchFor
    earlier = vouching.vouches_for(claim)
    refusal = refusal_to_vouch(voucher, claim, earlier)
    if refusal is not None:
        raise refusal
    given = Vouch(claim=claim, voucher=voucher, address_id=voucher.address_id)
    db.session.add(given)
    db.session.flush()
    if len(earlier) + 1 < VOUCHES_NEEDED:
        notify(claim.resident_id, VOUCHED, path=HOME)
    else:
        confirm(claim)
        _look_for_circles(claim)
    return given


def _look_for_circles(claim: AddressClaim) -> None:
    municipality_id = claim.address.quartier.municipality_id  # type: ignore[union-attr]
    kind = _circle(vouching.arrows(municipality_id, VOUCHING.code), claim.resident_id)
    if kind is None:
        return
    db.session.add(CircleAlert(claim_id=claim.id, kind=kind))
    db.session.flush()
    for resident_id in staff_in(municipality_id, StaffRole.VERIFY):
        notify(resident_id, CIRCLE_FOUND, path=kinds.CIRCLES)


def _circle(arrows: list[circles.Arrow], person: int) -> CircleKind | None:
    if circles.in_a_ring(arrows, person):
        return CircleKind.RING
    return CircleKind.CHAIN if circles.ends_a_chain(arrows, person, CHAIN) else None
