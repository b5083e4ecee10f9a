"""What the reader of the timeline asks for, and how far whoever writes wants to be heard."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.feed.circles import Way, is_circle
from neighbourhood.feed.kinds import CARD_KINDS, Filters, is_category
from neighbourhood.feed.models import WORDS_LIMIT
from neighbourhood.feed.reaches import ways_of
from neighbourhood.foundation.web.access import reader
from neighbourhood.foundation.web.forms import required
from neighbourhood.residents.access import current_actor


def filters_of(asked: Mapping[str, str]) -> Filters:
    """Read the filters in `asked`; what makes no sense filters nothing."""
    kind, category = asked.get("kind"), asked.get("category")
    return Filters(
        kind=kind if kind in CARD_KINDS else None,
        category=category if category and is_category(category) else None,
        words=asked.get("q", "")[:WORDS_LIMIT],
        cell_id=_number(asked.get("cell", "")),
        author_id=_number(asked.get("neighbour", "")),
        quartier_id=_number(asked.get("quartier", "")),
    )


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def reach_choice(label: Any) -> RadioField:
    """One of the reaches open to whoever writes; the value is its code."""
    return RadioField(
        label,
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [(way.code, way.word) for way in _ways()],
        coerce=lambda value: value or None,
    )


def reach_asked(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the reach that the way here has chosen, if it is open to whoever writes."""
    chosen = asked.get("reach", "")
    is_open = is_circle(chosen) and chosen in {way.code for way in _ways()}
    return {"reach": chosen} if is_open else {}


def _ways() -> list[Way]:
    return ways_of(current_actor() if reader().is_authenticated else None)
