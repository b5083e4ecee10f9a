"""What the timeline shows by now."""

from neighbourhood.feed.models import Card


def card_of(make, about: str, thing) -> Card:
    """Return the card of a thing: `card_of(make, "notice", notice)`."""
    with make.writing() as session:
        return session.query(Card).filter_by(about=about, about_id=thing.id).one()
