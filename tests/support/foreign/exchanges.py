"""Things of exchanges that are not for everyone, each with who may have it and who may not."""

from neighbourhood.exchanges import days
from neighbourhood.exchanges.actions import absences, replies, words
from neighbourhood.exchanges.models.days import StandIn
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.residents.acting import Actor
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("exchanges.photo", "exchanges.reply", "exchanges.show")
def notice_elsewhere(world: World) -> Thing:
    """A notice for the whole of another town."""
    notice = world.notice(world.paul, photo=True)
    with world.app.app_context():
        name = name_of(db.session.get_one(Notice, notice.id).photos[0])
    return Thing({"notice_id": notice.id, "name": name}, world.rosa, world.karima)


@asked_by(
    "exchanges.done",
    "exchanges.edit",
    "exchanges.finish",
    "exchanges.put_back",
    "exchanges.renew",
    "exchanges.withdraw",
)
def notice_of_another(world: World) -> Thing:
    """A notice that one may read, but not change."""
    return Thing({"notice_id": world.notice(world.marcel).id}, world.marcel, world.karima)


@asked_by(
    "exchanges.accept", "exchanges.decline", "exchanges.put_back_reply", "exchanges.withdraw_reply"
)
def reply_between_others(world: World) -> Thing:
    """What one neighbour answered to another, under a notice that everyone reads."""
    reply = world.reply(world.marcel, world.ines)
    return Thing({"reply_id": reply.id}, world.marcel, world.karima)


@asked_by("exchanges.say_why", "exchanges.still_can")
def place_left_by_another(world: World) -> Thing:
    """A place that somebody gave free, and why they could say."""
    reply = world.reply(world.marcel, world.ines)
    with world.make.writing() as session:
        found = session.get_one(Reply, reply.id)
        replies.accept(Actor.of(found.notice.author), found)
        replies.withdraw_reply(Actor.of(found.helper), found)
    return Thing({"reply_id": reply.id}, world.ines, world.karima)


@asked_by("exchanges.clear_day", "exchanges.keep_day")
def lift_of_another(world: World) -> Thing:
    """A lift of every week that one may read."""
    return Thing({**_one_day(world, _lift(world)), "day": _A_DAY}, world.marcel, world.karima)


@asked_by(
    "exchanges.accept_stand_in",
    "exchanges.can_after_all",
    "exchanges.cannot",
    "exchanges.decline_stand_in",
    "exchanges.put_back_stand_in",
    "exchanges.say_why_absent",
    "exchanges.stand_in",
    "exchanges.step_back",
)
def day_between_others(world: World) -> Thing:
    """A day of a lift of every week, on which one of two cannot."""
    return Thing({**_one_day(world, _lift(world)), "day": _A_DAY}, world.ines, world.karima)


_A_DAY = "2026-12-09"


def _lift(world: World) -> Reply:
    kept = {"rhythm": "weekly", "moments": ["wed.evening"]}
    return world.reply(world.marcel, world.ines, particulars=kept)


def _one_day(world: World, given: Reply) -> dict[str, int]:
    with world.make.writing() as session:
        found = session.get_one(Reply, given.id)
        replies.accept(Actor.of(found.notice.author), found)
        (day, *_) = days.next_days(found.notice)
        absence = absences.cannot(Actor.of(found.helper), found, day=day)
        offer = StandIn(absence=absence, reply=found)
        session.add(offer)
        session.flush()
        ids = {"absence_id": absence.id, "stand_in_id": offer.id}
        return {"reply_id": found.id, "notice_id": found.notice_id, **ids}


@asked_by("exchanges.hand_over", "exchanges.miss", "exchanges.still_here")
def thing_promised_by_another(world: World) -> Thing:
    """A thing that somebody gives away, and keeps for somebody else."""
    giving = {"subject": Subject.GIVING, "category": Category.FURNITURE, "places": 2}
    reply = world.reply(world.marcel, world.ines, direction=Direction.OFFER, **giving)
    with world.make.writing() as session:
        found = session.get_one(Reply, reply.id)
        replies.accept(Actor.of(found.notice.author), found)
    return Thing({"reply_id": reply.id}, world.marcel, world.karima)


@asked_by("exchanges.note_time", "exchanges.take_time_back", "exchanges.thank")
def thanks_between_others(world: World) -> Thing:
    """A help given, for which the two of them may thank each other."""
    reply = world.finished_reply(world.marcel, world.ines)
    return Thing({"reply_id": reply.id}, world.ines, world.karima)


@asked_by("exchanges.answer_word")
def words_between_others(world: World) -> Thing:
    """What one wrote to the other after a help, and may be answered by then."""
    reply = world.finished_reply(world.marcel, world.ines)
    with world.make.writing() as session:
        found = session.get_one(Reply, reply.id)
        words.write(Actor.of(found.helper), found, text="Merci.")
        theirs = words.write(Actor.of(found.notice.author), found, text="Avec plaisir.")
        word_id = theirs.id
    return Thing({"word_id": word_id}, world.ines, world.karima)


@asked_by("exchanges.draft_photo")
def draft_photo(world: World) -> Thing:
    """The photo of a notice that somebody else has not published yet."""
    with world.make.writing():
        key = new_key("photos", "webp")
        storage().put(key, b"RIFF....WEBP", "image/webp")
        drafts.keep(drafts.Sheet(world.marcel.id, "notice ask"), {"photo": key})
    values = {"direction": Direction.ASK, "name": key.rpartition("/")[2]}
    return Thing(values, world.marcel, world.karima)
