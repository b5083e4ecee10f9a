"""Things of messaging that are not for everyone, each with who may have it and who may not."""

from messaging.actions import talking
from neighbourhood.foundation.storing.pictures import fresh, name_of
from neighbourhood.residents.acting import Actor
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by(
    "messaging.about",
    "messaging.hide_address",
    "messaging.members",
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


@asked_by("messaging.delete", "messaging.edit", "messaging.photo")
def line_of_another(world: World) -> Thing:
    """What one of two neighbours just said to the other, with a photo."""
    thing = conversation_of_others(world)
    photos = tuple(fresh([world.photo_key()]))
    with world.make.writing() as session:
        line = talking.send_message(
            Actor.of(session.merge(world.ines)),
            int(thing.values["conversation_id"]),
            text="Voilà la clé.",
            beside=talking.Beside(photos=photos),
        )
        values = {"message_id": line.id, "name": name_of(photos[0])}
    return Thing({**thing.values, **values}, world.ines, world.karima)
