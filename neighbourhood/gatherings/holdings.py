"""What is held of gatherings, of who comes, and of what they bring and show."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from messaging.actions.subjects import forget_subjects
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.gatherings.actions.places import free
from neighbourhood.gatherings.models.coming import Bringing, Coming, Regular, Snapshot
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    GatheringStatus,
    Occurrence,
    Supply,
)
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.residents.traces import traces_of

_HOSTS_ALONE = "what the hosts noted, for themselves"


def _put_up_by(resident_id: int) -> Where:
    return Gathering.author_id == resident_id


def _read(resident_id: int) -> Rows:
    """Read what one put up with its dates, where one came and what one brought and showed."""
    yield from read_rows(Gathering, _put_up_by(resident_id))
    mine = select(Gathering.id).where(_put_up_by(resident_id))
    yield from read_rows(Occurrence, Occurrence.gathering_id.in_(mine))
    yield from read_rows(Supply, Supply.gathering_id.in_(mine))
    yield from read_rows(Host, Host.resident_id == resident_id)
    yield from read_rows(
        Coming, Coming.resident_id == resident_id, but={"coming.attended": _HOSTS_ALONE}
    )
    yield from read_rows(Regular, Regular.resident_id == resident_id)
    yield from read_rows(Bringing, Bringing.resident_id == resident_id)
    yield from read_rows(Snapshot, Snapshot.resident_id == resident_id)


def _photos(resident_id: int) -> Iterator[str]:
    own = select(Snapshot.key).where(Snapshot.resident_id == resident_id)
    yield from db.session.scalars(own)


def _erase(resident_id: int) -> None:
    """Leave of a gathering to which others came that there was one, and drop all else."""
    traces = traces_of(resident_id)
    undoing.forget_all(Coming.ABOUT, queries.concerning(resident_id))
    _come_no_more(resident_id)
    _unsay_as_host(resident_id)
    for own in (Bringing, Regular, Snapshot, Host, Coming):
        db.session.execute(delete(own).where(own.resident_id == resident_id))
    _empty_gatherings(resident_id)
    to_theirs = Coming.gathering_id.in_(select(Gathering.id).where(_put_up_by(resident_id)))
    blot_rows(Coming, to_theirs, traces, "thanks")
    # What they wrote in the place of others is of those others, and names them no more.
    blot_rows(Gathering, Gathering.agent_id == resident_id, traces, "title", "body", "place")
    blot_rows(Coming, Coming.agent_id == resident_id, traces, "thanks")
    theirs = select(Gathering.id).where(Gathering.agent_id == resident_id)
    blot_rows(Occurrence, Occurrence.gathering_id.in_(theirs), traces, "words")


def _unsay_as_host(resident_id: int) -> None:
    # Nothing says which of its hosts wrote a word.
    held = select(Host.gathering_id).where(Host.resident_id == resident_id)
    said = update(Occurrence).where(Occurrence.gathering_id.in_(held), Occurrence.words != "")
    db.session.execute(said.values(words=""))


def _come_no_more(resident_id: int) -> None:
    for coming in db.session.scalars(select(Coming).where(Coming.resident_id == resident_id)):
        if coming.is_live and coming.occurrence.is_ahead:
            free(coming)
        elif coming.is_coming:
            coming.occurrence.taken -= coming.party
    db.session.flush()


def _empty_gatherings(resident_id: int) -> None:
    for gathering in db.session.scalars(select(Gathering).where(_put_up_by(resident_id))).all():
        if gathering.may_become(GatheringStatus.CANCELLED):
            gathering.become(GatheringStatus.CANCELLED)
        gathering.title, gathering.body, gathering.cost = BLOT, "", ""
        gathering.place = "" if gathering.is_at_home else BLOT
        gathering.cell_id, gathering.access = None, []
        for occurrence in gathering.occurrences:
            occurrence.place = BLOT if occurrence.place else ""
            occurrence.words = ""
        for supply in gathering.supplies:
            supply.name = BLOT
        forget_subjects(Gathering.ABOUT, [gathering.id], instead=BLOT)
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="gatherings",
        title=_l("Vos rencontres et celles où vous allez"),
        purpose=_l("Pour que des voisins se retrouvent."),
        basis=Basis.CONTRACT,
        tables=frozenset(
            {
                "gathering",
                "occurrence",
                "supply",
                "host",
                "coming",
                "regular",
                "bringing",
                "snapshot",
            }
        ),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        files=_photos,
    )
)
