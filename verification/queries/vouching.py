"""Reading who vouched for whom."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.database import db
from neighbourhood.places import homes
from neighbourhood.residents.models.residents import Resident
from verification.circles import Arrow
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency
from verification.models.vouching import CircleAlert, Vouch, VouchInvite


def live_invite(claim: AddressClaim) -> VouchInvite | None:
    """Return the code that a newcomer gives to neighbours."""
    statement = select(VouchInvite).where(
        VouchInvite.claim_id == claim.id, VouchInvite.ended_at.is_(None)
    )
    return db.session.scalar(statement)


def invite_by_hash(code_hash: str) -> VouchInvite | None:
    """Return the invite whose code has this digest."""
    return db.session.scalar(select(VouchInvite).where(VouchInvite.code_hash == code_hash))


def invite_code(invite: VouchInvite) -> str:
    """Return the code of `invite`, to be shown to the newcomer alone."""
    return codes.derive(settings.current().secret_key, "vouch", invite.claim_id, invite.nonce)


def claim_to_vouch_for(invite_id: int) -> AddressClaim | None:
    """Return the claim of an invite."""
    statement = (
        select(AddressClaim)
        .join(VouchInvite, VouchInvite.claim_id == AddressClaim.id)
        .where(VouchInvite.id == invite_id)
    )
    return db.session.scalar(statement)


def vouches_for(claim: AddressClaim) -> Sequence[Vouch]:
    """Return the vouches for a claim, oldest first."""
    return db.session.scalars(
        select(Vouch).where(Vouch.claim_id == claim.id).order_by(Vouch.id)
    ).all()


def vouches_by(resident: Resident, since: datetime) -> int:
    """Count how often `resident` vouched since then."""
    statement = select(func.count()).where(
        Vouch.voucher_id == resident.id, Vouch.created_at > since
    )
    return db.session.scalar(statement) or 0


def arrows(municipality_id: int, method: str) -> list[Arrow]:
    """Return who vouched for whom, among the present homes of a town that `method` alone proves."""
    statement = (
        select(Vouch.voucher_id, AddressClaim.resident_id, AddressClaim.address_id)
        .join(Vouch.claim)
        .join(
            Residency,
            (Residency.resident_id == AddressClaim.resident_id)
            & (Residency.address_id == AddressClaim.address_id),
        )
        .where(
            AddressClaim.status == ClaimStatus.CONFIRMED,
            Residency.until.is_(None),
            Residency.method == method,
        )
    )
    rows = db.session.execute(statement).all()
    there = homes.in_towns((home for _, _, home in rows), [municipality_id])
    return [(voucher, newcomer) for voucher, newcomer, home in rows if home in there]


def alerts(municipality_ids: Collection[int]) -> Sequence[CircleAlert]:
    """Return the rings and chains that the desk has not looked at yet."""
    statement = (
        select(CircleAlert)
        .join(CircleAlert.claim)
        .options(
            contains_eager(CircleAlert.claim).options(
                selectinload(AddressClaim.address), joinedload(AddressClaim.resident)
            )
        )
        .where(CircleAlert.seen_at.is_(None))
        .order_by(CircleAlert.id)
    )
    unseen = db.session.scalars(statement).all()
    there = homes.in_towns((alert.claim.address_id for alert in unseen), municipality_ids)
    return [alert for alert in unseen if alert.claim.address_id in there]


def vouchers_of(claim_ids: Collection[int]) -> dict[int, list[Resident]]:
    """Return who vouched, by claim."""
    given = select(Vouch).where(Vouch.claim_id.in_(claim_ids)).order_by(Vouch.id)
    found: dict[int, list[Resident]] = {}
    for vouch in db.session.scalars(given.options(joinedload(Vouch.voucher))):
        found.setdefault(vouch.claim_id, []).append(vouch.voucher)
    return found
