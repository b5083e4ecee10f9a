"""The timeline listens to everything it shows."""

from neighbourhood.exchanges.events import (
    notice_changed,
    notice_published,
    reply_declined,
    reply_given,
    reply_withdrawn,
)
from neighbourhood.exchanges.models import Notice, Reply
from neighbourhood.feed.actions import show_invitation, show_need, show_notice
from neighbourhood.invitations.events import invitation_changed, invitation_published
from neighbourhood.needs.events import need_changed, need_published

for signal in (notice_published, notice_changed):
    signal.connect(show_notice)
for signal in (invitation_published, invitation_changed):
    signal.connect(show_invitation)
for signal in (need_published, need_changed):
    signal.connect(show_need)


@reply_given.connect
@reply_declined.connect
@reply_withdrawn.connect
def recount(reply: Reply, **_who: object) -> None:
    """Say on the card whether someone has answered."""
    notice: Notice = reply.notice
    show_notice(notice)
