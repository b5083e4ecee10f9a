"""What invitations announce."""

from neighbourhood.foundation.events import signals

invitation_published = signals.signal(
    "invitation-published", doc="Sender: the `Invitation` just published."
)
invitation_changed = signals.signal(
    "invitation-changed", doc="Sender: the `Invitation` whose status or free seats changed."
)
seat_requested = signals.signal(
    "seat-requested",
    doc="Sender: the `SeatRequest`; sent again when someone who had withdrawn asks anew.",
)
seat_accepted = signals.signal("seat-accepted", doc="Sender: the `SeatRequest` accepted.")
seat_declined = signals.signal("seat-declined", doc="Sender: the `SeatRequest` declined.")
seat_withdrawn = signals.signal("seat-withdrawn", doc="Sender: the `SeatRequest` taken back.")
