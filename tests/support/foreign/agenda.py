"""Things of the agenda that are not for everyone, each with who may have it and who may not."""

from neighbourhood.agenda.actions import addresses
from neighbourhood.agenda.models.addresses import MINE
from tests.support.followed import following_partner
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("agenda.event", "agenda.one_file")
def event_elsewhere(world: World) -> Thing:
    """An event of a partner of another town."""
    event = following_partner(world.make, world.elsewhere, "Ève Verger").event
    values = {"event_id": event.id, "code": "outside_event", "number": event.id}
    return Thing(values, world.rosa, world.karima)


@asked_by("agenda.put_back_address", "agenda.revoke_address")
def address_of_another(world: World) -> Thing:
    """The secret address of somebody else’s calendar."""
    address, _ = world.make.act(addresses.make, world.marcel, shows=[MINE])
    return Thing({"address_id": address.id}, world.marcel, world.karima)


@asked_by(
    *(
        f"agenda.{page}"
        for page in ("calendar", "calendars", "follow", "follow_again", "read_now", "stop")
    )
)
def calendars_of_another_partner(world: World) -> Thing:
    """The calendars of a partner; who asks publishes for another."""
    kept = following_partner(world.make, world.valbourg, "Ève Verger")
    other = following_partner(world.make, world.valbourg, "Noé Verger")
    values = {"partner_id": kept.partner.id, "calendar_id": kept.calendar.id}
    return Thing(values, kept.publisher, other.publisher)
