"""What invitations announce."""

from neighbourhood.foundation.events import signals

invitation_published = signals.signal(
    "invitation-published", doc="Sender: the `Invitation` just published."
)
invitation_changed = signals.signal(
    "invitation-changed", doc="Sender: the `Invitation` whose status or free seats changed."
)
