"""What can be reported of gatherings: what they are, words of thanks, photos."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.feed.reporting import reportable_posting, reportable_response
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.models.coming import Snapshot
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.queries.coming import sees_snapshot
from neighbourhood.gatherings.queries.gatherings import WALL
from neighbourhood.gatherings.telling import show_card
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable, accounts

GATHERING = REPORTABLES.declare(reportable_posting(WALL, show_card, one=_l("une rencontre")))
THANKS = REPORTABLES.declare(
    reportable_response(
        WALL, lambda coming: coming.thanks, one=_l("un mot de merci après une rencontre")
    )
)


def _author_of(snapshot_id: Any) -> Accounts:
    held = select(Gathering.author_id).join(Occurrence).join(Snapshot)
    return held.where(Snapshot.id == snapshot_id).correlate_except(Gathering, Occurrence, Snapshot)


def _hide(snapshot: Snapshot) -> None:
    snapshot.hidden_at = snapshot.hidden_at or now()


def _restore(snapshot: Snapshot) -> None:
    snapshot.hidden_at = None


PHOTO = REPORTABLES.declare(
    Reportable(
        code=Snapshot.ABOUT,
        one=_l("une photo de rencontre"),
        load=lambda snapshot_id: db.session.get(Snapshot, snapshot_id),
        title=lambda snapshot: snapshot.occurrence.gathering.title,
        excerpt=lambda snapshot: snapshot.description,
        answering=lambda number: (accounts(Snapshot.resident_id, number, of=Snapshot.id),),
        witnessing=lambda number: (_author_of(number),),
        published=False,
        town=lambda snapshot: snapshot.occurrence.gathering.quartier.municipality_id,
        path=lambda snapshot: snapshot.occurrence.path,
        sees=sees_snapshot,
        hide=_hide,
        restore=_restore,
    )
)
