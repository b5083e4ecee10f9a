"""What the reader of the timeline asks for, and how far whoever writes wants to be heard."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.feed.kinds import CARD_KINDS, Filters, is_category
from neighbourhood.feed.models import WORDS_LIMIT
from neighbourhood.feed.reaches import REACHES
from neighbourhood.foundation.web.forms import required


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
    """One of the reaches declared by now; the value is its code."""
    return RadioField(
        label,
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [(reach.code, reach.word) for reach in REACHES.values()],
        coerce=lambda value: value or None,
    )
