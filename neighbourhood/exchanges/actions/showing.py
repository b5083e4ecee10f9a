"""The card of a notice on the timeline."""

from neighbourhood.exchanges.models import LIVE, Notice, NoticeStatus
from neighbourhood.feed.actions import Showing, show


def show_card(notice: Notice) -> None:
    """Write or rewrite the card of an offer or a request."""
    show(
        Showing(
            about="notice",
            about_id=notice.id,
            kind=notice.kind,
            category=notice.category.value,
            title=notice.title,
            body=notice.body,
            author_id=notice.author_id,
            agent_id=notice.agent_id,
            quartier_id=notice.quartier_id,
            cell_id=notice.cell_id,
            reach=notice.reach,
            listed=notice.status is NoticeStatus.OPEN,
            created_at=notice.created_at,
            facts={"replies": sum(reply.status in LIVE for reply in notice.replies)},
        )
    )
