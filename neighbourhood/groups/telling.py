"""Where groups are shown, and what is told of them."""

from neighbourhood.feed.actions import Showing, show
from neighbourhood.groups.models.groups import Group


def show_card(group: Group) -> None:
    """Write or rewrite the card of a group."""
    show(Showing.of(group, kind=group.kind, category=None, nature=group.nature.value))
