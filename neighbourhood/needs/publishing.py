"""Approved needs become needs that neighbours read: as many as a round has, in few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, union, update

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.funding.actions.funds import Opening, open_funds
from neighbourhood.needs import actions, kinds, news
from neighbourhood.needs.areas import Ground, named_after, shown_as
from neighbourhood.needs.models import Need, NeedStatus, need_place, need_writer
from neighbourhood.needs.rhythms import NeedRound
from neighbourhood.needs.rounds import Placed
from neighbourhood.notifications.actions import notify


def publish(municipality_id: int, piece: Sequence[Placed], ground: Ground, moment: datetime) -> int:
    """Let neighbours read approved needs, each with its part of the town; return how many.

    Called by `releasing` alone. What was taken back since the round was decided stays as it is.
    """
    waiting = _approved([each.id for each in piece])
    going = [each for each in piece if each.id in waiting]
    if not going:
        return 0
    openings = [_opening(waiting[each.id]) for each in going]
    funds = open_funds(kinds.FUND, municipality_id, openings)
    rows = [
        {
            "id": each.id,
            "fund_id": fund_id,
            "status": NeedStatus.OPEN,
            "published_at": moment,
            "shown_as": shown_as(each.part, ground),
            "named_id": named_after(each.part, ground),
        }
        for each, fund_id in zip(going, funds, strict=True)
    ]
    db.session.execute(update(Need), rows)
    _place(going, ground)
    _show(list(waiting))
    return len(going)


def _approved(need_ids: Sequence[int]) -> Mapping[int, Any]:
    """Return what is still to be published of these, held; whoever holds several goes by number."""
    columns: Any = select(Need.id, Need.partner_id, Need.title, Need.target_cents)
    here = Need.id.in_(need_ids), Need.status.in_(Need.MOVES.into(NeedStatus.OPEN))
    # A need that was funded may open again: it has a fund, and is not published anew.
    fresh = columns.where(*here, Need.published_at.is_(None)).order_by(Need.id)
    return {row.id: row for row in db.session.execute(held(fresh, Need))}


def _opening(need: Any) -> Opening:
    return Opening(
        partner_id=need.partner_id,
        title=need.title,
        path=f"{kinds.FUND.place}/{need.id}",
        cents=need.target_cents,
    )


def _place(going: Sequence[Placed], ground: Ground) -> None:
    places = [
        {"need_id": each.id, "quartier_id": quartier_id}
        for each in going
        if named_after(each.part, ground) is not None
        for quartier_id in sorted(each.part)
    ]
    if places:
        db.session.execute(insert(need_place), places)


def _show(need_ids: Sequence[int]) -> None:
    """Put what was written by hand in the feed; what came with a file has no card."""
    alone = select(Need).where(Need.id.in_(need_ids), Need.file_id.is_(None))
    needs = db.session.scalars(
        alone.order_by(Need.fund_id).execution_options(populate_existing=True)
    )
    for need in needs.all():
        actions.show_card(need)


def tell_writers(begun: NeedRound) -> None:
    """Tell everyone who wrote what went out: of one need its title, of several how many."""
    for partner_id, writer_id, number, need_id in db.session.execute(_written(begun)).all():
        if number == 1:
            title = db.session.scalar(select(Need.title).where(Need.id == need_id))
            notify(writer_id, news.APPROVED, path=actions.desk_of(partner_id, need_id), title=title)
        else:
            notify(writer_id, news.ROUND, path=f"/partenaires/{partner_id}/besoins", number=number)


def _written(begun: NeedRound) -> Any:
    """Select whose words went out, for which partner, in how many needs, and one of these."""
    out = select(Need.id, Need.partner_id, Need.author_id.label("writer_id")).where(
        Need.published_at == begun.held_at, Need.quartier.has(municipality_id=begun.municipality_id)
    )
    also = out.with_only_columns(Need.id, Need.partner_id, need_writer.c.resident_id)
    hands = union(out, also.join(need_writer, need_writer.c.need_id == Need.id)).subquery()
    each = hands.c.partner_id, hands.c.writer_id
    counted = select(*each, func.count(), func.min(hands.c.id)).group_by(*each)
    return counted.order_by(hands.c.writer_id, hands.c.partner_id)
