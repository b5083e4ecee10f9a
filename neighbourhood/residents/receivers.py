"""What residents hear from below: the map under their homes was drawn again."""

from neighbourhood.places.events import map_redrawn
from neighbourhood.residents.actions import areas


@map_redrawn.connect
def look_again(_nobody: object) -> None:
    """Find out anew whose street, with what was shown of a former home, leaves few doors."""
    areas.look_again()
