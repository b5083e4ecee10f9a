"""Keeping the timeline in step with what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from neighbourhood.feed.models import EXCERPT_LIMIT, Card
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.search import normalise
from neighbourhood.places.models import Quartier


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a slice shows of one thing: `kind` is a code it declared, `facts` what its card reads.

    `about` and `about_id` name the thing for good. What is not `listed` is kept and not shown.
    """

    about: str
    about_id: int
    kind: str
    category: str | None
    title: str
    body: str
    quartier_id: int
    reach: str
    listed: bool
    created_at: datetime
    author_id: int | None = None
    agent_id: int | None = None
    partner_id: int | None = None
    cell_id: int | None = None
    held_at: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def show(thing: Showing) -> None:
    """Write or rewrite the card of a thing."""
    known = select(Card).where(Card.about == thing.about, Card.about_id == thing.about_id)
    card = db.session.scalar(known)
    if card is None:
        quartier = db.session.get_one(Quartier, thing.quartier_id)
        card = Card(about=thing.about, about_id=thing.about_id)
        card.municipality_id = quartier.municipality_id
        db.session.add(card)
    for name in _REPEATED:
        setattr(card, name, getattr(thing, name))
    card.facts = dict(thing.facts)
    card.excerpt = _shorten(thing.body)
    card.search = normalise(f"{thing.title} {thing.body}")
    db.session.flush()


_REPEATED = (
    "kind",
    "category",
    "title",
    "author_id",
    "agent_id",
    "partner_id",
    "quartier_id",
    "cell_id",
    "reach",
    "listed",
    "held_at",
    "created_at",
)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= EXCERPT_LIMIT:
        return line
    return line[: EXCERPT_LIMIT - 1].rsplit(" ", 1)[0] + "…"
