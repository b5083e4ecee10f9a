"""What a need announces."""

from neighbourhood.foundation.events import signals

need_changed = signals.signal(
    "need-changed",
    doc="Sender: the `Need` whose status or progress has just changed, alone: what is approved or"
    " published by the thousand is announced to nobody, who counts reads the tables.",
)
