"""Searches that residents keep: theirs, how they are said, whether there is something new."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select

from neighbourhood.feed.kinds import CARD_KINDS, Filters, categories
from neighbourhood.feed.models import Card, SavedSearch
from neighbourhood.feed.queries import asked_for, chosen_by, read_by, visible
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import UtcDateTime, db
from neighbourhood.residents.models.residents import Resident


def searches_of(resident: Resident) -> Sequence[SavedSearch]:
    """Return the searches a resident keeps, the latest first."""
    mine = select(SavedSearch).where(SavedSearch.resident_id == resident.id)
    return db.session.scalars(mine.order_by(SavedSearch.id.desc())).all()


def own_search(resident: Resident, search_id: int) -> SavedSearch:
    """Return a search of `resident`; anyone else’s is `Missing`."""
    found = db.session.get(SavedSearch, search_id)
    if found is None or found.resident_id != resident.id:
        raise Missing
    return found


def who_keeps() -> Sequence[int]:
    """Return the ids of the residents who keep a search."""
    return db.session.scalars(select(SavedSearch.resident_id).distinct()).all()


def filters_of(search: SavedSearch) -> Filters:
    """Return what a search asks the list for."""
    return Filters(kind=search.kind, category=search.category, words=search.words)


def say_search(search: SavedSearch) -> str:
    """Say what a search asks for: a kind, a category, words."""
    kind = CARD_KINDS[search.kind].many if search.kind and search.kind in CARD_KINDS else None
    category = categories().get(search.category or "", search.category)
    words = f"« {search.words} »" if search.words else None
    return " · ".join(str(said) for said in (kind, category, words) if said)


def has_news(resident: Resident, search: SavedSearch) -> bool:
    """Tell whether others put up, since the last look, what a search asks for and they may read."""
    asked = asked_for(filters_of(search), None)
    chosen = chosen_by(db.engine.dialect.name, frozenset(asked))
    fresh = Card.created_at > bindparam("since", type_=UtcDateTime)
    of_others = or_(Card.author_id.is_(None), Card.author_id != bindparam("reader"))
    statement = select(Card.id).where(visible(), *chosen, fresh, of_others).limit(1)
    given = {**read_by(resident), **asked, "since": search.looked_at}
    return db.session.connection().execute(statement, given).first() is not None
