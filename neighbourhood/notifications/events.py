"""What notifications announce."""

from neighbourhood.foundation.events import signals

notified = signals.signal(
    "notified",
    doc="Sender: the `Notification` just put in an inbox; `by_mail`, whether it goes by mail.",
)
