"""Keeping the timeline in step with what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from sqlalchemy import select

from neighbourhood.feed.models import EXCERPT_LIMIT, Card
from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.search import normalise
from neighbourhood.places.models import Quartier
from neighbourhood.residents.actions.areas import square_to_show


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a slice shows of one thing: `kind` is a code it declared, `facts` what its card reads.

    `about` and `about_id` name the thing for good. What is not `listed` is kept and not shown. What
    is shown with no quartier says its municipality, and its card says where in its own words.
    """

    about: str
    about_id: int
    kind: str
    category: str | None
    title: str
    body: str
    quartier_id: int | None
    reach: str
    listed: bool
    created_at: datetime
    author_id: int | None = None
    agent_id: int | None = None
    partner_id: int | None = None
    cell_id: int | None = None
    municipality_id: int | None = None
    # Whether its square is that of a place open to all, which says nothing of its author’s home.
    in_public: bool = False
    held_at: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        posting: PutUp,
        *,
        kind: str,
        category: str,
        held_at: datetime | None = None,
        in_public: bool = False,
        **facts: object,
    ) -> Self:
        """Show what a neighbour put up, as it stands: listed while it is open."""
        return cls(
            about=posting.ABOUT,
            about_id=posting.id,
            kind=kind,
            category=category,
            title=posting.title,
            body=posting.body,
            quartier_id=posting.quartier_id,
            reach=posting.reach,
            listed=posting.status is posting.OPEN and posting.hidden_at is None,
            created_at=posting.created_at,
            author_id=posting.author_id,
            agent_id=posting.agent_id,
            cell_id=posting.cell_id,
            in_public=in_public,
            held_at=held_at,
            facts=facts,
        )


def show(thing: Showing) -> None:
    """Write or rewrite the card of a thing."""
    known = select(Card).where(Card.about == thing.about, Card.about_id == thing.about_id)
    card, square = db.session.scalar(known), _square_of(thing)
    if card is None:
        card = Card(about=thing.about, about_id=thing.about_id)
        card.municipality_id = thing.municipality_id or _town_of(thing)
        db.session.add(card)
    for name in _REPEATED:
        setattr(card, name, getattr(thing, name))
    card.cell_id = square
    card.facts = dict(thing.facts)
    card.excerpt = _shorten(thing.body)
    card.search = normalise(f"{thing.title} {thing.body}")
    db.session.flush()


def _town_of(thing: Showing) -> int:
    return db.session.get_one(Quartier, thing.quartier_id).municipality_id


def _square_of(thing: Showing) -> int | None:
    """Return where the map shows a thing: of a neighbour’s, what tells no door."""
    if thing.author_id is None or thing.cell_id is None or thing.in_public:
        return thing.cell_id
    return square_to_show(thing.author_id, thing.cell_id)


_REPEATED = (
    "kind",
    "category",
    "title",
    "author_id",
    "agent_id",
    "partner_id",
    "quartier_id",
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
