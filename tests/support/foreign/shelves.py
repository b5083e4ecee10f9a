"""Things on shelves that are not for everyone, each with who may have it and who may not."""

from datetime import date

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.loans.actions import breaks, shelf
from neighbourhood.loans.models.items import Item
from neighbourhood.places.models import Reach
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.wordings import a_ladder


@asked_by("loans.photo", "loans.show")
def thing_elsewhere(world: World) -> Thing:
    """A thing lent to the whole of another town."""
    item = world.item(world.paul, photo=True)
    with world.app.app_context():
        name = name_of(db.session.get_one(Item, item.id).photos[0])
    return Thing({"item_id": item.id, "name": name}, world.rosa, world.karima)


@asked_by("loans.edit", "loans.put_aside", "loans.put_back", "loans.retire")
def thing_of_another(world: World) -> Thing:
    """A thing that one may ask for, but not change."""
    return Thing({"item_id": world.item(world.marcel).id}, world.marcel, world.karima)


@asked_by("loans.put_on_shelf")
def thing_put_aside(world: World) -> Thing:
    """A thing that its owner keeps for a while."""
    item = world.item(world.marcel)
    world.make.act(shelf.put_aside, world.marcel, item)
    return Thing({"item_id": item.id}, world.marcel, world.karima)


@asked_by("loans.end_break")
def days_of_another(world: World) -> Thing:
    """Days on which a neighbour lends nothing."""
    day = date(2031, 5, 12)
    taken = world.make.act(breaks.take, world.marcel, first_day=day, last_day=day)
    return Thing({"break_id": taken.id}, world.marcel, world.karima)


@asked_by("loans.draft_photo")
def photo_of_a_draft(world: World) -> Thing:
    """The photo of a thing that somebody else has not put up yet."""
    key = world.photo_key()
    with world.make.writing():
        drafts.keep(drafts.Sheet(world.marcel.id, "item"), {"photo": key})
    return Thing({"name": key.rpartition("/")[2]}, world.marcel, world.karima)


@asked_by("loans.choose", "loans.propose", "loans.put_up_for")
def thing_looked_for_elsewhere(world: World) -> Thing:
    """What somebody of another town looks for, and a thing of a neighbour of theirs."""
    wording = a_ladder(reach=Reach.TOWN)
    sought = world.make.act(notices.publish, world.paul, direction=Direction.ASK, wording=wording)
    values = {"sought": "borrow", "sought_id": sought.id, "item_id": world.item(world.rosa).id}
    return Thing(values, world.rosa, world.karima)
