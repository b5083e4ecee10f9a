"""What offers and requests announce."""

from neighbourhood.foundation.events import signals

notice_published = signals.signal("notice-published", doc="Sender: the `Notice` just published.")
notice_changed = signals.signal(
    "notice-changed",
    doc="Sender: the `Notice` whose text, status, helpers or date of expiry changed.",
)
