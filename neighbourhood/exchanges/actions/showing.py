"""The card of a notice on the timeline."""

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import LIVE
from neighbourhood.feed.actions import Showing, show


def show_card(notice: Notice) -> None:
    """Write or rewrite the card of an offer or a request."""
    replies = sum(reply.status in LIVE for reply in notice.replies)
    show(Showing.of(notice, kind=notice.kind, category=str(notice.category), replies=replies))
