"""Words to the quartier that are not for everyone, each with who may have it and who may not."""

from neighbourhood.bulletins.models import Bulletin
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import name_of
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("bulletins.answer", "bulletins.mute", "bulletins.photo", "bulletins.show")
def word_elsewhere(world: World) -> Thing:
    """A word for the whole of another town."""
    word = world.word(world.paul, photo=True)
    with world.app.app_context():
        name = name_of(db.session.get_one(Bulletin, word.id).photos[0])
    return Thing({"bulletin_id": word.id, "name": name}, world.rosa, world.karima)


@asked_by(
    "bulletins.close",
    "bulletins.edit",
    "bulletins.put_back",
    "bulletins.renew",
    "bulletins.withdraw",
)
def word_of_another(world: World) -> Thing:
    """A word that one may answer, but not change."""
    return Thing({"bulletin_id": world.word(world.marcel).id}, world.marcel, world.karima)


@asked_by("bulletins.put_back_answer", "bulletins.take_back")
def answer_of_another(world: World) -> Thing:
    """An answer that one reads, but did not give."""
    answer = world.answer(world.karima, world.marcel)
    return Thing({"answer_id": answer.id}, world.marcel, world.karima)


@asked_by("bulletins.draft_photo")
def photo_of_a_draft(world: World) -> Thing:
    """The photo of a word that somebody else has not sent yet."""
    key = world.photo_key()
    with world.make.writing():
        drafts.keep(drafts.Sheet(world.marcel.id, "bulletin"), {"photo": key})
    return Thing({"name": key.rpartition("/")[2]}, world.marcel, world.karima)
