"""Things of notifications that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Maker, Thing
from tests.support.foreign.world import World


def notification_of_another(world: World) -> Thing:
    """What somebody else was told."""
    told = world.notification(world.marcel)
    return Thing({"notification_id": told.id}, world.marcel, world.karima)


FOREIGN: dict[str, Maker] = {
    "notifications.follow": notification_of_another,
}
