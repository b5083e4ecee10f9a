"""The agenda of the demonstration: what the social centre holds, and a calendar of Karima’s."""

from neighbourhood.agenda.actions import addresses, outside
from neighbourhood.agenda.gateways import Pretend
from neighbourhood.agenda.models.addresses import MINE, QUARTIER
from neighbourhood.agenda.trials import look_at
from neighbourhood.partners import demo as partners
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part

_URL = "https://centre-social.example/agenda.ics"


def build() -> None:
    """Follow the calendar of the social centre, and give Karima a secret address."""
    people = by_local_part()
    centre = partners.by_name()["Centre social de Valbourg"]
    calendar = outside.follow(
        Actor.of(people["sophie"]),
        centre,
        name="Les rendez-vous du centre social",
        url=_URL,
        quartier_id=None,
    )
    found, digest = look_at(_URL, Pretend())
    outside.take(calendar.id, found.events, digest=digest)
    addresses.make(Actor.of(people["karima"]), shows=[MINE, QUARTIER])
