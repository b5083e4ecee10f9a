"""The addresses with which neighbours invite others; who opened one is known to nobody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.directory.models import InviteLink
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.residents.models.residents import Resident


def behind(token: str) -> InviteLink | None:
    """Return the link of an address, None where it leads nowhere any more."""
    statement = (
        select(InviteLink)
        .options(joinedload(InviteLink.resident), joinedload(InviteLink.quartier))
        .where(InviteLink.fingerprint == fingerprint(token))
    )
    found = db.session.scalar(statement)
    return found if found is not None and found.is_live and _stands(found) else None


def _stands(link: InviteLink) -> bool:
    maker = link.resident
    return maker.bears_mark and maker.has_free_hands and maker.quartier_id == link.quartier_id


def links_of(resident: Resident) -> Sequence[InviteLink]:
    """Return the links of a resident that still lead somewhere, or did a moment ago."""
    lately = InviteLink.taken_back_at > now() - LASTS
    shown = or_(InviteLink.taken_back_at.is_(None), lately)
    mine = InviteLink.resident_id == resident.id, InviteLink.expires_at > now(), shown
    return db.session.scalars(select(InviteLink).where(*mine).order_by(InviteLink.id.desc())).all()


def own_link(resident: Resident, link_id: int) -> InviteLink:
    """Return a link of `resident`; `Missing` for anyone else’s."""
    found = db.session.get(InviteLink, link_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def over(moment: datetime) -> Sequence[int]:
    """Return the ids of the links that nobody can open or take again."""
    gone = or_(InviteLink.expires_at <= moment, InviteLink.taken_back_at <= moment - LASTS)
    return db.session.scalars(select(InviteLink.id).where(gone)).all()
