"""What residents announce."""

from neighbourhood.foundation.events import signals

resident_settled = signals.signal(
    "resident-settled", doc="Sender: the `Resident`, whose address was just proved."
)
resident_unsettled = signals.signal(
    "resident-unsettled", doc="Sender: the `Resident`, whose proof of address was taken back."
)
resident_closed = signals.signal(
    "resident-closed", doc="Sender: the `Resident` whose account is closed."
)
signed_out = signals.signal("signed-out", doc="Sender: the `SignIn` that has just ended.")
seen_again = signals.signal(
    "seen-again",
    doc="Sender: the id of a `SignIn` not noted for a while, whose browser has just had its page.",
)
mandate_begun = signals.signal("mandate-begun", doc="Sender: the `Mandate` now under way.")
agents_changed = signals.signal(
    "agents-changed", doc="Sender: the `Mandate` by which somebody who could act no longer may."
)
mandate_ended = signals.signal(
    "mandate-ended", doc="Sender: the `Mandate`, revoked or expired: nobody acts by it any more."
)
