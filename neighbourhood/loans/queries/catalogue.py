"""The catalogue: what may be borrowed and what is looked for, read as the timeline is."""

from collections.abc import Sequence

from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.lines import Line
from neighbourhood.feed.queries import timeline
from neighbourhood.foundation.words.search import normalise
from neighbourhood.loans.kinds.cards import SOUGHT
from neighbourhood.loans.models.items import Item
from neighbourhood.residents.models.residents import Resident

MOST_SOUGHT = 5
_MOST_LIKE = 3
_MOST_WORDS = 3
_TELLING = 4


def sought_here(viewer: Resident, quartier_id: int | None = None) -> Sequence[Line]:
    """Return the latest things that others look for, which `viewer` may read of."""
    asked = timeline(viewer, Filters(kind=SOUGHT, quartier_id=quartier_id)).rows
    return [line for line in asked if not line.mine][:MOST_SOUGHT]


def sought_like(viewer: Resident, item: Item) -> Sequence[Line]:
    """Return what others look for that is called by a word of the name of a thing."""
    found: dict[int, Line] = {}
    for word in _telling_words(item.title):
        page = timeline(viewer, Filters(kind=SOUGHT, words=word))
        found |= {line.about_id: line for line in page.rows if _is_called(line, word)}
    return sorted(found.values(), key=lambda line: line.created_at, reverse=True)[:_MOST_LIKE]


def _is_called(line: Line, word: str) -> bool:
    # What stands in the body alone is most often said of something else.
    return not line.mine and word in normalise(line.title).split()


def _telling_words(title: str) -> list[str]:
    words = [word for word in normalise(title).split() if len(word) >= _TELLING]
    return sorted(words, key=len, reverse=True)[:_MOST_WORDS]
