"""What offers and requests announce."""

from neighbourhood.foundation.events import signals

notice_published = signals.signal("notice-published", doc="Sender: the `Notice` just published.")
notice_changed = signals.signal(
    "notice-changed",
    doc="Sender: the `Notice` whose text, status, helpers or date of expiry changed.",
)
notice_closed = signals.signal(
    "notice-closed",
    doc="Sender: the `Notice` that is done, not done, expired or withdrawn.",
)
reply_given = signals.signal(
    "reply-given",
    doc="Sender: the `Reply`; sent again when a helper who had withdrawn replies anew.",
)
reply_accepted = signals.signal("reply-accepted", doc="Sender: the `Reply` the author accepted.")
reply_declined = signals.signal("reply-declined", doc="Sender: the `Reply` the author declined.")
reply_withdrawn = signals.signal(
    "reply-withdrawn",
    doc="Sender: the `Reply` its helper took back.",
)
thanks_given = signals.signal("thanks-given", doc="Sender: the `Thanks` one side wrote.")
