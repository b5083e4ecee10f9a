"""Things of hearing, opening and reviewing that are not for everyone."""

from neighbourhood.moderation.actions import hearing, reporting, reviewing
from neighbourhood.moderation.models.cases import Case, Hearing
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.moderation import moderator_of, reported
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("moderation.say")
def side_to_give(world: World) -> Thing:
    """What Marcel is asked about his notice; a neighbour asks."""
    moderator, _ = moderator_of(world)
    case_id = reported(world).case_id
    with world.make.writing() as session:
        case, actor = session.get_one(Case, case_id), session.get_one(Resident, moderator.id)
        asked: Hearing = hearing.ask(Actor.of(actor), case, rule="scam", days=5)
    return Thing({"hearing_id": asked.id}, world.marcel, world.karima)


@asked_by("moderation.open_case")
def notice_to_look_at(world: World) -> Thing:
    """A notice about which who moderates opens a case; a neighbour may not."""
    notice = world.notice(world.marcel)
    return Thing({"about": "notice", "about_id": notice.id}, world.administrator, world.ines)


@asked_by("moderation.restrict")
def account_to_look_at(world: World) -> Thing:
    """An account about which who moderates opens a case; a neighbour may not."""
    moderator, _ = moderator_of(world)
    return Thing({"resident_id": world.marcel.id}, moderator, world.ines)


def _named(world: World, moderator: Resident, who: Resident) -> Reviewer:
    with world.make.writing() as session:
        town = session.get_one(Municipality, world.valbourg.id)
        actor = Actor.of(session.get_one(Resident, moderator.id))
        named = reviewing.name(actor, town, session.get_one(Resident, who.id))
        helper = Actor.of(session.get_one(Resident, who.id))
        reviewing.answer(helper, named, accepts=True)
        return named


@asked_by("moderation.reviewers", "moderation.thank_reviewer")
def neighbour_who_helps(world: World) -> Thing:
    """Who helps in a town, for those who moderate there; who helps may not look."""
    moderator, _ = moderator_of(world)
    named = _named(world, moderator, world.karima)
    values = {"municipality_id": world.valbourg.id, "reviewer_id": named.id}
    return Thing(values, moderator, world.karima)


@asked_by("moderation.review")
def case_to_review(world: World) -> Thing:
    """A case shown to Karima, who helps; its author asks."""
    moderator, _ = moderator_of(world)
    _named(world, moderator, world.karima)
    about = "notice", world.notice(world.marcel).id
    made = world.make.act(reporting.report, world.ines, about=about, rule="scam")
    with world.make.writing() as session:
        case, actor = session.get_one(Case, made.case_id), session.get_one(Resident, moderator.id)
        reviewing.share(Actor.of(actor), case)
    return Thing({"case_id": made.case_id}, world.karima, world.marcel)
