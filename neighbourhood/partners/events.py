"""What partners announce."""

from neighbourhood.foundation.events import signals

staff_changed = signals.signal(
    "staff-changed",
    doc="Sender: the `Partner`; `roles`: those that somebody may act in, or no longer may.",
)
