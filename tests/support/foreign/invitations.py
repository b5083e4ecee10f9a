"""Things of invitations that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("invitations.ask", "invitations.show")
def invitation_elsewhere(world: World) -> Thing:
    """A table in another town."""
    return Thing({"invitation_id": world.invitation(world.paul).id}, world.rosa, world.karima)


@asked_by("invitations.cancel", "invitations.edit", "invitations.put_back")
def invitation_of_another(world: World) -> Thing:
    """A table one may ask for a seat at, but not call off."""
    return Thing({"invitation_id": world.invitation(world.marcel).id}, world.marcel, world.karima)


@asked_by(
    "invitations.accept",
    "invitations.decline",
    "invitations.put_back_request",
    "invitations.withdraw",
)
def seat_between_others(world: World) -> Thing:
    """A seat one neighbour asked another for."""
    seat = world.seat(world.marcel, world.ines)
    return Thing({"request_id": seat.id}, world.marcel, world.karima)
