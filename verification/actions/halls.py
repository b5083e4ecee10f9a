"""What the desk says of the town hall on its papers."""

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.places import halls
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from verification.policies.rules import served_by


def keep_contact(
    actor: Actor, town: Municipality, *, address: str, telephone: str, hours: str
) -> None:
    """Write down how the hall of a town that `actor` serves is reached."""
    require(town.id in served_by(actor.resident), Missing)
    halls.keep_contact(town, address=address, telephone=telephone, hours=hours)
