"""The card of a notice on the timeline."""

from dataclasses import replace

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import LIVE
from neighbourhood.exchanges.subjects import SUBJECTS
from neighbourhood.feed.actions import Showing, show
from neighbourhood.feed.kinds import PROPOSALS


def show_card(notice: Notice) -> None:
    """Write or rewrite the card of an offer or a request."""
    replies = sum(reply.status in LIVE for reply in notice.replies)
    if notice.kind in PROPOSALS:
        replies += PROPOSALS[notice.kind].count(notice)
    card = Showing.of(notice, kind=notice.kind, category=str(notice.category), replies=replies)
    # What is offered so no more goes on between the two who agreed on it.
    is_offered = notice.subject in SUBJECTS[notice.direction]
    show(replace(card, listed=card.listed and is_offered))
