"""What a group announces."""

from neighbourhood.foundation.events import signals

member_left = signals.signal(
    "member-left",
    doc="Sender: the `Membership` that has just ended, be it by whose it is, by an editor, or by"
    " moving away: what they may do in what is shared with the group ends with it.",
)
member_entered = signals.signal(
    "member-entered",
    doc="Sender: the `Membership` of somebody who is in a group from now on, or is again.",
)
