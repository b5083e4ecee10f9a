"""What the timeline repeats of what people put up."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from neighbourhood.feed.models import Card
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, read_rows

_WITHHELD = {
    "card.about_id": "a number of ours",
    "card.search": "the title and the words, which are read, folded for the search",
}


def _read(resident_id: int) -> Rows:
    yield from read_rows(Card, Card.author_id == resident_id, but=_WITHHELD)


def _erase(resident_id: int) -> None:
    db.session.execute(delete(Card).where(Card.author_id == resident_id))


HOLDINGS.declare(
    Holding(
        code="cards",
        title=_l("Ce que le fil et la carte montrent de vous"),
        purpose=_l("que vos voisins trouvent ce que vous proposez ou demandez"),
        basis=Basis.CONTRACT,
        tables=frozenset({"card"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    )
)
