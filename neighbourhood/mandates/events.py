"""What mandates announce."""

from neighbourhood.foundation.events import signals

mandate_begun = signals.signal("mandate-begun", doc="Sender: the `Mandate` now under way.")
agents_changed = signals.signal(
    "agents-changed", doc="Sender: the `Mandate` by which somebody who could act no longer may."
)
mandate_ended = signals.signal(
    "mandate-ended", doc="Sender: the `Mandate`, revoked or expired: nobody acts by it any more."
)
