"""What funding announces."""

from neighbourhood.foundation.events import signals

pledge_settled = signals.signal(
    "pledge-settled", doc="Sender: the `Pledge` whose payment has just been received."
)
