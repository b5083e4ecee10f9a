"""Where things on a shelf are shown."""

from neighbourhood.feed.actions import Showing, show
from neighbourhood.loans.models.items import Item


def show_card(item: Item) -> None:
    """Write or rewrite the card of a thing."""
    card = Showing.of(
        item,
        kind=item.kind,
        category=str(item.category),
        days=item.days,
        condition=str(item.condition),
        deposit=item.deposit,
    )
    show(card)
