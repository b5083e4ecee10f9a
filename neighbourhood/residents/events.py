"""What residents announce."""

from neighbourhood.foundation.events import signals

resident_settled = signals.signal(
    "resident-settled", doc="Sender: the `Resident`, whose address was just proved."
)
resident_unsettled = signals.signal(
    "resident-unsettled", doc="Sender: the `Resident`, whose proof of address was taken back."
)
resident_renamed = signals.signal(
    "resident-renamed",
    doc="Sender: the `Resident`, who has just taken another name, not a correction of theirs.",
)
name_changed = signals.signal(
    "name-changed",
    doc="Sender: the `Resident`, whose name was just written otherwise, by a letter or more.",
)
resident_closed = signals.signal(
    "resident-closed", doc="Sender: the `Resident` whose account is closed."
)
resident_back = signals.signal(
    "resident-back", doc="Sender: the `Resident` whose account was closed and is open again."
)
signed_out = signals.signal("signed-out", doc="Sender: the `SignIn` that has just ended.")
seen_again = signals.signal(
    "seen-again",
    doc="Sender: the id of a `SignIn` not noted for a while, whose browser has just had its page.",
)
resident_restricted = signals.signal(
    "resident-restricted",
    doc="Sender: the `Resident`, for whom a measure has just begun, or was lifted before its date.",
)
kept_apart = signals.signal(
    "kept-apart",
    doc="Sender: the `Block` just made; what stands between the two ends, and nobody is told.",
)
parted = signals.signal(
    "parted", doc="Sender: the `Block` just made, once what stood between the two has ended."
)
let_near = signals.signal("let-near", doc="Sender: the `Block` that was just taken back.")
