"""The timeline listens to everything it shows."""

from neighbourhood.exchanges.events import notice_changed, notice_published
from neighbourhood.feed.actions import show_invitation, show_need, show_notice
from neighbourhood.invitations.events import invitation_changed, invitation_published
from neighbourhood.needs.events import need_changed, need_published

for signal in (notice_published, notice_changed):
    signal.connect(show_notice)
for signal in (invitation_published, invitation_changed):
    signal.connect(show_invitation)
for signal in (need_published, need_changed):
    signal.connect(show_need)
