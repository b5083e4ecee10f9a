"""Things of mandates that are not for everyone, each with who may have it and who may not."""

from dataclasses import replace

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.queries.months import month_of
from tests.support import mandates
from tests.support.accompanying import accompany, entrust, prepare_paper_of
from tests.support.foreign.things import Maker, Thing
from tests.support.foreign.world import World


def mandate_of_another_partner(world: World) -> Thing:
    """What lets the staff of a partner act for somebody; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    accompany(world.make, theirs.partner.id, theirs.author)
    accompany(world.make, mine.partner.id, mine.author)
    mandate_id = entrust(world.make, world.marcel, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


def form_of_another_partner(world: World) -> Thing:
    """A form that the staff of a partner prepared; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    for office in (theirs, mine):
        accompany(world.make, office.partner.id, office.author)
    mandate_id = prepare_paper_of(world.make, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


def paper_of_another_partner(world: World) -> Thing:
    """A mandate on paper by which the staff of a partner act."""
    thing = form_of_another_partner(world)
    mandates.record(world.make, thing.values["mandate_id"])
    with world.app.app_context():
        month = month_of(now())
    return replace(thing, values={**thing.values, "month": f"{month:%Y-%m}"})


def mandate_between_others(world: World) -> Thing:
    """What lets one neighbour act for another."""
    mandate_id = mandates.give(world.make, world.marcel, world.ines)
    return Thing({"mandate_id": mandate_id}, world.ines, world.karima)


def form_of_another(world: World) -> Thing:
    """A form that one neighbour prepared for somebody without a mailbox; it waits for the desk."""
    values = {"mandate_id": mandates.prepare_paper(world.make, world.marcel)}
    return Thing(values, world.marcel, world.karima)


def paper_of_another(world: World) -> Thing:
    """A mandate on paper by which one neighbour acts."""
    mandate_id = mandates.prepare_paper(world.make, world.marcel)
    mandates.record(world.make, mandate_id)
    with world.app.app_context():
        month = month_of(now())
    values = {"mandate_id": mandate_id, "month": f"{month:%Y-%m}"}
    return Thing(values, world.marcel, world.karima)


FOREIGN: dict[str, Maker] = {
    "mandates.accompanied": mandate_of_another_partner,
    "mandates.act_for_accompanied": mandate_of_another_partner,
    "mandates.give_up_accompanied": mandate_of_another_partner,
    "mandates.accompanied_mandate": mandate_of_another_partner,
    "mandates.accompany_by_code": mandate_of_another_partner,
    "mandates.accompanied_month": paper_of_another_partner,
    "mandates.accompanied_form": form_of_another_partner,
    "mandates.prepare_paper": mandate_of_another_partner,
    "mandates.renew_accompanied": paper_of_another_partner,
    "mandates.accompany": mandate_of_another_partner,
    "mandates.act_for": mandate_between_others,
    "mandates.end_mandate": mandate_between_others,
    "mandates.show": mandate_between_others,
    "mandates.mandate_journal_pdf": paper_of_another,
    "mandates.paper_form": form_of_another,
    "mandates.paper_mandate": form_of_another,
    "mandates.renew_paper": paper_of_another,
}
