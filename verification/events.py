"""What verification announces."""

from neighbourhood.foundation.events import signals

claim_made = signals.signal("claim-made", doc="Sender: the `AddressClaim` just begun.")
claim_confirmed = signals.signal(
    "claim-confirmed", doc="Sender: the `AddressClaim` whose address was just proved."
)
proof_withdrawn = signals.signal(
    "proof-withdrawn", doc="Sender: the `Withdrawal` of a proof that made a neighbour."
)
