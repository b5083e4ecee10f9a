"""What one can do near home in half an hour: requests of categories that are mostly short."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, case, select

from neighbourhood.exchanges.kinds.cards import ASK
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import LIVE, Reply
from neighbourhood.exchanges.models.subjects import Category
from neighbourhood.feed.lines import Line, columns, lines_of
from neighbourhood.feed.models import Card
from neighbourhood.feed.queries import read_by, visible
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.models.residents import Resident

MOST = 6
# Said by the category its author chose, never guessed from the words.
SHORT = (
    Category.ERRANDS,
    Category.SMALL_JOBS,
    Category.COMPUTERS,
    Category.GARDENING,
    Category.PETS,
    Category.COFFEE,
    Category.WALKS,
)


def short_and_near(viewer: Resident) -> Sequence[Line]:
    """Return a few short requests of the quartier that nobody answered yet.

    Those of one’s own square come first, then those that wait longest.
    """
    asked = {**read_by(viewer), "square": viewer.cell_id}
    return lines_of(db.session.connection().execute(_short(), asked).all())


@cache
def _short() -> Select[*tuple[Any, ...]]:
    answered = select(Reply.id).where(Reply.notice_id == Card.about_id, Reply.status.in_(LIVE))
    theirs = and_(Card.quartier_id == bindparam("here"), Card.author_id != bindparam("reader"))
    wanted = Card.kind == ASK.code, Card.about == Notice.ABOUT, Card.category.in_(SHORT)
    here = case((Card.cell_id == bindparam("square", type_=Integer), 0), else_=1)
    statement = columns().where(visible(), theirs, *wanted, ~answered.exists())
    return statement.order_by(here, Card.created_at, Card.id).limit(MOST)
