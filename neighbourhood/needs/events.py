"""What a need announces."""

from neighbourhood.foundation.events import signals

need_published = signals.signal(
    "need-published", doc="Sender: the `Need` that has just been approved and can be funded."
)
need_changed = signals.signal(
    "need-changed", doc="Sender: the `Need` whose status or progress has just changed."
)
