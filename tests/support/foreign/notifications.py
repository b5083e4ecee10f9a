"""Things of notifications that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("notifications.follow", "notifications.mute")
def notification_of_another(world: World) -> Thing:
    """What somebody else was told."""
    told = world.notification(world.marcel)
    return Thing({"notification_id": told.id}, world.marcel, world.karima)
