"""What is held of things to lend, and of the days on which nothing is lent."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.loans.models.items import Item, ItemStatus, LendingBreak, Proposal
from neighbourhood.residents.traces import traces_of

TABLES = ("item", "lending_break", "item_proposal")
_TEXTS = ("title", "body", "worth", "deposit")


def _owned_by(resident_id: int) -> Where:
    return Item.author_id == resident_id


def _proposed(resident_id: int) -> Where:
    """Select what was proposed to a resident, and what of theirs was."""
    theirs = select(Item.id).where(_owned_by(resident_id))
    return or_(Proposal.seeker_id == resident_id, Proposal.item_id.in_(theirs))


def _read(resident_id: int) -> Rows:
    """Read what one lends, and when one lends nothing."""
    yield from read_rows(Item, _owned_by(resident_id))
    yield from read_rows(LendingBreak, LendingBreak.resident_id == resident_id)
    yield from read_rows(Proposal, _proposed(resident_id))


def _photos(resident_id: int) -> Iterator[str]:
    for photos in db.session.scalars(select(Item.photos).where(_owned_by(resident_id))):
        yield from (photo["key"] for photo in photos)


def _erase(resident_id: int) -> None:
    """Leave of a thing that others borrowed that there was one, and drop all else."""
    traces = traces_of(resident_id)
    db.session.execute(delete(LendingBreak).where(LendingBreak.resident_id == resident_id))
    db.session.execute(delete(Proposal).where(_proposed(resident_id)))
    _empty_shelf(resident_id)
    # What they wrote in the place of others is of those others, and names them no more.
    blot_rows(Item, Item.agent_id == resident_id, traces, *_TEXTS, "photos")


def _empty_shelf(resident_id: int) -> None:
    for item in db.session.scalars(select(Item).where(_owned_by(resident_id))).all():
        if not item.loans:
            db.session.delete(item)
            continue
        if item.may_become(ItemStatus.RETIRED):
            item.become(ItemStatus.RETIRED)
            item.retired_at = now()
        item.title, item.body, item.worth, item.deposit = BLOT, "", "", ""
        item.photos, item.cell_id = [], None
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="loans",
        title=_l("Vos objets à prêter"),
        purpose=_l("Pour que vos voisins puissent vous les emprunter."),
        basis=Basis.CONTRACT,
        tables=frozenset(TABLES),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        files=_photos,
        said={"item.photos": pictures.say, "item.reach": said_reach},
    )
)
