"""What is held about who saw what of whom."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
)
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, names_them
from neighbourhood.residents.kinds import SIGHTS, say_reason
from neighbourhood.residents.models.sights import Sight, SightNames
from neighbourhood.residents.queries.sights import shown_to
from neighbourhood.residents.traces import traces_of

_NOBODY = {"actor_id": None, "about_id": None, "reason": ""}


def _read(resident_id: int) -> Rows:
    together = select(Sight, SightNames).join(SightNames, SightNames.sight_id == Sight.id)
    mine = together.where(*shown_to(resident_id)).order_by(Sight.id)
    for sight, names in db.session.execute(mine):
        reason = say_reason(names.reason, mine=True)
        yield {"table": "sight_names", **_said(sight, mine=True), "reason": reason}
    # What they did themselves, without whom it was about.
    by_them = select(Sight).join(SightNames, SightNames.sight_id == Sight.id)
    done = by_them.where(SightNames.actor_id == resident_id).order_by(Sight.id)
    for sight in db.session.scalars(done):
        yield {"table": "sight", **_said(sight)}


def _said(sight: Sight, *, mine: bool = False) -> dict[str, object]:
    kind = SIGHTS.get(sight.act)
    title = (kind.said if mine else kind.title) if kind else sight.act
    return {
        "act": str(title),
        "office": sight.office,
        "at": sight.at,
    }


def _erase(resident_id: int) -> None:
    db.session.flush()
    traces = traces_of(resident_id)
    about = update(SightNames).where(SightNames.about_id == resident_id)
    db.session.execute(about.values(about_id=None, reason=""))
    by_them = update(SightNames).where(SightNames.actor_id == resident_id)
    db.session.execute(by_them.values(actor_id=None))
    if traces.searched:
        named = update(SightNames).where(names_them(SightNames.reason, traces))
        db.session.execute(named.values(reason=""))


def _forget(before: datetime) -> None:
    old = select(Sight.id).where(Sight.at < before)
    forgotten = update(SightNames).where(SightNames.sight_id.in_(old))
    known = SightNames.about_id.is_not(None) | SightNames.actor_id.is_not(None)
    db.session.execute(forgotten.where(known).values(_NOBODY))


HOLDINGS.declare(
    Holding(
        code="sights",
        title=_l("Qui a vu ou changé ce qui vous concerne"),
        purpose=_l(
            "Pour que vous sachiez qui a regardé vos données, et pour quelle raison. Ce qui est "
            "noté pendant un examen s’y lit quand l’examen est terminé."
        ),
        basis=Basis.LEGAL,
        tables=frozenset({"sight", "sight_names"}),
        kept=_l("3 ans ; ensuite l’acte et le jour seuls, sans nom"),
        read=_read,
        erase=_erase,
        once_gone=True,
    )
)
RETENTIONS.declare(
    Retention(
        code="sights",
        of=_l("Qui a vu ou changé ce qui vous concerne, et pour quelle raison"),
        keep_for=timedelta(days=3 * 365),
        forget=at_once(_forget),
    )
)
