"""Things of moderation that are not for everyone, each with who may have it and who may not."""

from neighbourhood.moderation.actions import appealing, deciding, reporting
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


def moderator_of(world: World) -> tuple[Resident, int]:
    """Return somebody who moderates in Valbourg, and the hall they work for."""
    moderator = world.make.resident("Odile Regard", verified=False)
    with world.make.writing() as session:
        town = session.get_one(Municipality, world.valbourg.id)
        hall = accrediting.accredit(town, name="Médiation", kind=PartnerKind.CITY_SERVICE)
        staffing.name_staff(hall, session.merge(moderator), role=StaffRole.MODERATE)
        return moderator, hall.id


def reported(world: World) -> Report:
    """Return what Inès reported of Marcel."""
    notice = world.notice(world.marcel)
    about = "notice", notice.id
    return world.make.act(reporting.report, world.ines, about=about, rule="scam")


@asked_by("moderation.report")
def notice_of_another_town(world: World) -> Thing:
    """Something to report, which is read in one town only."""
    notice = world.notice(world.marcel)
    return Thing({"about": "notice", "about_id": notice.id}, world.ines, world.paul)


@asked_by("moderation.reported", "moderation.take_back")
def report_of_another(world: World) -> Thing:
    """What somebody reported: not even whose notice it is may know."""
    return Thing({"report_id": reported(world).id}, world.ines, world.marcel)


@asked_by("moderation.put_back")
def report_taken_back(world: World) -> Thing:
    """A report that was just taken back."""
    made = reported(world)
    with world.make.writing() as session:
        kept = session.get_one(Report, made.id)
        reporting.take_back(Actor.of(kept.reporter), kept)
    return Thing({"report_id": made.id}, world.ines, world.marcel)


@asked_by("moderation.show", "moderation.take_up")
def case_to_examine(world: World) -> Thing:
    """What was reported, for moderators; who asks wrote it."""
    moderator, _ = moderator_of(world)
    return Thing({"case_id": reported(world).case_id}, moderator, world.marcel)


@asked_by("moderation.give_back")
def case_taken_up(world: World) -> Thing:
    """A case that somebody takes care of."""
    moderator, _ = moderator_of(world)
    case_id = reported(world).case_id
    with world.make.writing() as session:
        case = session.get_one(Case, case_id)
        case.assigned_id, case.assigned_at = moderator.id, case.created_at
    return Thing({"case_id": case_id}, moderator, world.marcel)


@asked_by("moderation.queue", "moderation.from_desk")
def queue_of_a_town(world: World) -> Thing:
    """What waits in a town, for those who moderate there."""
    moderator, partner_id = moderator_of(world)
    values = {"municipality_id": world.valbourg.id, "partner_id": partner_id}
    return Thing(values, moderator, world.karima)


def _decided(world: World, outcome: Outcome) -> Decision:
    moderator, _ = moderator_of(world)
    case_id = reported(world).case_id
    with world.make.writing() as session:
        case, actor = session.get_one(Case, case_id), session.get_one(Resident, moderator.id)
        said = {"rule": "threat", "facts": "Il demande de l’argent.", "because": "C’est interdit."}
        return deciding.decide(Actor.of(actor), case, outcome=outcome, days=0, **said)


@asked_by("moderation.decide", "moderation.ask", "moderation.share")
def case_to_decide(world: World) -> Thing:
    """A case that waits for a decision; who asks wrote what it is about."""
    moderator, _ = moderator_of(world)
    return Thing({"case_id": reported(world).case_id}, moderator, world.marcel)


@asked_by("moderation.second")
def measure_to_agree_to(world: World) -> Thing:
    """A heavy measure that waits for a second person, an administrator of the site here."""
    made = _decided(world, Outcome.EXCLUDED)
    other = world.make.resident("Ali Second", verified=False, is_administrator=True)
    return Thing({"case_id": made.case_id}, other, world.marcel)


@asked_by("moderation.decision", "moderation.contest")
def decision_about_somebody(world: World) -> Thing:
    """What was decided about Marcel; a neighbour asks."""
    return Thing({"decision_id": _decided(world, Outcome.WARNING).id}, world.marcel, world.karima)


@asked_by("moderation.judge")
def appeal_to_answer(world: World) -> Thing:
    """What Marcel contests, for somebody who did not decide; a neighbour asks."""
    made = _decided(world, Outcome.WARNING)
    other = world.make.resident("Ali Second", verified=False, is_administrator=True)
    with world.make.writing() as session:
        decision = session.get_one(Decision, made.id)
        marcel = Actor.of(session.get_one(Resident, world.marcel.id))
        appeal = appealing.contest(marcel, decision, words="Ce n’est pas vrai.")
    return Thing({"appeal_id": appeal.id}, other, world.karima)
