"""Things of messaging that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Maker, Thing
from tests.support.foreign.world import World


def conversation_of_others(world: World) -> Thing:
    """What two neighbours say to each other."""
    reply = world.reply(world.marcel, world.ines)
    values = {
        "conversation_id": world.conversation_id("reply", reply.id),
        "kind": "reply",
        "about_id": reply.id,
    }
    return Thing(values, world.ines, world.karima)


FOREIGN: dict[str, Maker] = {
    "messaging.about": conversation_of_others,
    "messaging.hide_address": conversation_of_others,
    "messaging.send": conversation_of_others,
    "messaging.show": conversation_of_others,
    "messaging.show_address": conversation_of_others,
}
