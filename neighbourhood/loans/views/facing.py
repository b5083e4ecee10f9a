"""What the page of a thing says of its life, beside what its owner wrote."""

from collections.abc import Mapping

from neighbourhood.loans.models.items import Item


def life_of(item: Item) -> Mapping[str, object]:
    """Return what `of_item.html` reads."""
    del item
    return {}
