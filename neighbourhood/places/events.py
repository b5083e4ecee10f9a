"""What places announce."""

from neighbourhood.foundation.events import signals

map_redrawn = signals.signal(
    "map-redrawn",
    doc="Sender: nobody. Addresses, squares or quartiers have just changed, whatever changed them.",
)
