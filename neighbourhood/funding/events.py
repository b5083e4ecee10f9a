"""What funding announces."""

from neighbourhood.foundation.events import signals

pledge_settled = signals.signal(
    "pledge-settled", doc="Sender: the `Pledge` whose payment has just been received."
)
pledge_returned = signals.signal(
    "pledge-returned", doc="Sender: the `Pledge` that goes back while its fund goes on."
)
fund_changed = signals.signal(
    "fund-changed", doc="Sender: the `Fund` that has just had money from, or for, another fund."
)
fund_completed = signals.signal(
    "fund-completed", doc="Sender: the `Fund` that has just received all it may."
)
fund_reopened = signals.signal(
    "fund-reopened", doc="Sender: the `Fund` that was complete and misses money again."
)
fund_overdrawn = signals.signal(
    "fund-overdrawn",
    doc="Sender: the `Fund` that gave to others what goes back to donors; `cents`: what it misses.",
)
fund_given_up = signals.signal(
    "fund-given-up", doc="Sender: the `Fund` whose gifts go back, as nobody sees to it any more."
)
