"""What the reader of the timeline asks for, from the address of the page."""

from collections.abc import Mapping

from neighbourhood.exchanges.models import Category
from neighbourhood.feed.models import Kind
from neighbourhood.feed.queries import Filters

WORDS_LIMIT = 100
_KINDS, _CATEGORIES = frozenset(Kind), frozenset(Category)


def filters_of(asked: Mapping[str, str]) -> Filters:
    """Read the filters in `asked`; what makes no sense filters nothing."""
    kind, category, cell = asked.get("kind"), asked.get("category"), asked.get("cell", "")
    return Filters(
        kind=Kind(kind) if kind in _KINDS else None,
        category=category if category in _CATEGORIES else None,
        words=asked.get("q", "")[:WORDS_LIMIT],
        cell_id=int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else None,
    )
