"""Things of messaging that are not for everyone, each with who may have it and who may not."""

from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by(
    "messaging.about",
    "messaging.hide_address",
    "messaging.mute",
    "messaging.send",
    "messaging.show",
    "messaging.show_address",
)
def conversation_of_others(world: World) -> Thing:
    """What two neighbours say to each other."""
    reply = world.reply(world.marcel, world.ines)
    values = {
        "conversation_id": world.conversation_id("reply", reply.id),
        "kind": "reply",
        "about_id": reply.id,
    }
    return Thing(values, world.ines, world.karima)
