"""What a second reader does with many needs at once: the rules of `actions`, in few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.needs import news
from neighbourhood.needs.actions import desk_of
from neighbourhood.needs.models import Need, NeedStatus, need_writer
from neighbourhood.needs.policies import may_write
from neighbourhood.notifications.actions import settle_all
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.housemates import is_of_one_home


def approve(actor: Actor, partner: Partner, need_ids: Collection[int]) -> set[int]:
    """Approve needs of a partner, as `actions.approve` does one; return those it would refuse.

    Of a need that moved on, or in which `actor` or somebody of their home wrote, nothing changes.
    """
    require(may_write(actor.resident, partner))
    hands = _hands(partner, need_ids)
    near = _too_near(actor, {one for writers in hands.values() for one in writers})
    fit = {need_id for need_id, writers in hands.items() if writers.isdisjoint(near)}
    approved = update(Need).where(Need.id.in_(fit))
    db.session.execute(
        approved.values(status=NeedStatus.APPROVED, approved_by_id=actor.id, approved_at=now())
    )
    settle_all([desk_of(partner.id, each) for each in fit], news.TO_APPROVE)
    return set(need_ids) - fit


def _hands(partner: Partner, need_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Return who wrote in each of these that may be approved, held until all is done."""
    chosen: Any = select(Need.id, Need.author_id).where(
        Need.id.in_(need_ids),
        Need.partner_id == partner.id,
        Need.status.in_(Need.MOVES.into(NeedStatus.APPROVED)),
    )
    hands = defaultdict[int, set[int]](set)
    for need_id, author_id in db.session.execute(held(chosen.order_by(Need.id), Need)):
        hands[need_id].add(author_id)
    writers = select(need_writer).where(need_writer.c.need_id.in_(hands))
    for need_id, writer_id in db.session.execute(writers):
        hands[need_id].add(writer_id)
    return hands


def _too_near(actor: Actor, writers: Collection[int]) -> set[int]:
    # A question for each person: a partner has few, however many needs they wrote.
    return {one for one in writers if is_of_one_home(actor.resident, [one])}
