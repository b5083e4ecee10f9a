"""Time that was noted for somebody, who alone may give it back."""

from neighbourhood.exchanges.actions import timing
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.timebank.queries import note_about
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("timebank.give_back")
def time_of_another(world: World) -> Thing:
    """What Marcel noted for Inès."""
    reply = world.finished_reply(world.marcel, world.ines)
    with world.make.writing() as session:
        found = session.get_one(Reply, reply.id)
        timing.note_time(Actor.of(found.notice.author), found, minutes=45)
        db.session.flush()
        note_id = note_about(Reply.ABOUT, reply.id).id
    return Thing({"note_id": note_id}, world.ines, world.karima)
