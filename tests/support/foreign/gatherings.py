"""Gatherings that are not for everyone, each with who may have it and who may not."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import afterwards, coming, gatherings, hosts
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence, Rhythm, Supply
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.groups.actions import entering, making
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import PublicPlace, Quartier
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import Values, World
from tests.support.town_hall import run_the_town
from tests.support.wordings import a_group, an_apero


def _held(world: World, author, **more) -> tuple[Gathering, Occurrence]:
    wanted = [Wanted(name="salades", number=3)]
    said = an_apero(reach="town", rhythm=Rhythm.WEEKLY, wanted=wanted, **more)
    gathering = world.make.act(gatherings.publish, author, **said)
    with world.make.writing() as session:
        dates = session.query(Occurrence).filter_by(gathering_id=gathering.id)
        return gathering, dates.order_by(Occurrence.starts_at).first()


def _values(world: World, occurrence: Occurrence) -> Values:
    with world.make.writing() as session:
        supply = session.query(Supply).filter_by(gathering_id=occurrence.gathering_id).one()
    return {
        "gathering_id": occurrence.gathering_id,
        "occurrence_id": occurrence.id,
        "supply_id": supply.id,
    }


@asked_by(
    "gatherings.bring",
    "gatherings.bringers",
    "gatherings.come",
    "gatherings.date",
    "gatherings.leave_all",
    "gatherings.poster",
    "gatherings.put_all_back",
    "gatherings.series_file",
    "gatherings.show",
)
def gathering_elsewhere(world: World) -> Thing:
    """A series for the whole of another town, to every date of which somebody there comes."""
    gathering, occurrence = _held(world, world.paul)
    world.make.act(coming.come_to_all, world.rosa, gathering)
    return Thing(_values(world, occurrence), world.rosa, world.karima)


@asked_by(
    "gatherings.add_photo",
    "gatherings.thank",
    "gatherings.there",
)
def gathering_that_was_held(world: World) -> Thing:
    """One to which somebody of another town came."""
    _gathering, occurrence = _held(world, world.paul)
    world.make.act(coming.come, world.rosa, occurrence)
    _past(world, occurrence)
    return Thing(_values(world, occurrence), world.rosa, world.karima)


def _past(world: World, occurrence: Occurrence) -> None:
    with world.make.writing() as session:
        date = session.get_one(Occurrence, occurrence.id)
        date.starts_at, date.ends_at = now() - timedelta(hours=3), now() - timedelta(hours=1)


@asked_by(
    "gatherings.attendance",
    "gatherings.cancel",
    "gatherings.call_off",
    "gatherings.cancel_date",
    "gatherings.cancel_rest",
    "gatherings.edit",
    "gatherings.move",
    "gatherings.put_back",
    "gatherings.put_back_date",
    "gatherings.want",
)
def gathering_of_another(world: World) -> Thing:
    """One that one may come to, but not hold."""
    _gathering, occurrence = _held(world, world.marcel)
    return Thing(_values(world, occurrence), world.marcel, world.karima)


@asked_by("gatherings.ask_host")
def gathering_to_hold_together(world: World) -> Thing:
    """One that somebody who comes may be asked to hold."""
    gathering, occurrence = _held(world, world.marcel)
    world.make.act(coming.come, world.ines, occurrence)
    return Thing({"gathering_id": gathering.id}, world.marcel, world.karima)


@asked_by("gatherings.take_over")
def gathering_left_to_a_group(world: World) -> Thing:
    """One of a group that its author has left, for whoever looks after the group."""
    group = world.make.act(making.make, world.marcel, wording=a_group())
    world.make.act(entering.enter, world.ines, group)
    said = an_apero(reach=group.circle)
    gathering = world.make.act(gatherings.publish, world.ines, **said)
    world.make.act(entering.leave, world.ines, group)
    return Thing({"gathering_id": gathering.id}, world.marcel, world.karima)


@asked_by("gatherings.agree", "gatherings.leave", "gatherings.put_back_coming")
def coming_of_another(world: World) -> Thing:
    """That somebody else comes."""
    own = world.make.act(coming.come, world.ines, _held(world, world.marcel)[1])
    return Thing({"coming_id": own.id}, world.ines, world.karima)


@asked_by("gatherings.accept", "gatherings.decline")
def question_to_another(world: World) -> Thing:
    """That somebody asks to come to the home of another."""
    _gathering, occurrence = _held(world, world.marcel, at_home=True)
    asked: Coming = world.make.act(coming.come, world.ines, occurrence)
    return Thing({"coming_id": asked.id}, world.marcel, world.karima)


def _asked(world: World) -> Host:
    gathering, occurrence = _held(world, world.marcel)
    world.make.act(coming.come, world.ines, occurrence)
    return world.make.act(hosts.ask, world.marcel, gathering, world.ines)


@asked_by("gatherings.answer_host")
def question_to_hold_one(world: World) -> Thing:
    """That somebody else is asked to hold one."""
    return Thing({"gathering_id": _asked(world).gathering_id}, world.ines, world.karima)


@asked_by("gatherings.stop_hosting")
def held_by_another(world: World) -> Thing:
    """That somebody else holds one."""
    host = _asked(world)
    world.make.act(hosts.answer, world.ines, host, yes=True)
    return Thing({"gathering_id": host.gathering_id}, world.ines, world.karima)


@asked_by(
    "gatherings.agree_to_photo",
    "gatherings.photo",
    "gatherings.put_photo_back",
    "gatherings.take_down",
)
def photo_of_another(world: World) -> Thing:
    """A photo of a gathering to which one did not come."""
    _gathering, occurrence = _held(world, world.marcel)
    world.make.act(coming.come, world.ines, occurrence)
    _past(world, occurrence)
    said = {"key": world.photo_key(), "description": "La table", "all_agree": True}
    shown = world.make.act(afterwards.show_photo, world.ines, occurrence, **said)
    return Thing({"snapshot_id": shown.id, "name": shown.name}, world.marcel, world.karima)


@asked_by("gatherings.public_places", "gatherings.retire_place")
def place_of_another_town(world: World) -> Thing:
    """A place open to all; who looks runs another town."""
    run_the_town(world.make, world.clerk, StaffRole.ADMINISTER)
    run_the_town(world.make, world.far_clerk, StaffRole.ADMINISTER)
    with world.make.writing() as session:
        quartier = session.query(Quartier).filter_by(municipality_id=world.valbourg.id).first()
        place = PublicPlace(quartier_id=quartier.id, name="place aux Herbes")
        session.add(place)
        session.flush()
        values = {"municipality_id": world.valbourg.id, "place_id": place.id}
    return Thing(values, world.clerk, world.far_clerk)
