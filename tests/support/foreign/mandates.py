"""Things of mandates that are not for everyone, each with who may have it and who may not."""

from dataclasses import replace

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.queries.months import month_of
from tests.support import mandates
from tests.support.accompanying import accompany, entrust, prepare_paper_of
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by(
    "mandates.accompanied",
    "mandates.act_for_accompanied",
    "mandates.give_up_accompanied",
    "mandates.accompanied_mandate",
    "mandates.accompany_by_code",
    "mandates.prepare_paper",
    "mandates.accompany",
)
def mandate_of_another_partner(world: World) -> Thing:
    """What lets the staff of a partner act for somebody; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    accompany(world.make, theirs.partner.id, theirs.author)
    accompany(world.make, mine.partner.id, mine.author)
    mandate_id = entrust(world.make, world.marcel, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


@asked_by("mandates.accompanied_form")
def form_of_another_partner(world: World) -> Thing:
    """A form that the staff of a partner prepared; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    for office in (theirs, mine):
        accompany(world.make, office.partner.id, office.author)
    mandate_id = prepare_paper_of(world.make, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


@asked_by("mandates.accompanied_month", "mandates.renew_accompanied")
def paper_of_another_partner(world: World) -> Thing:
    """A mandate on paper by which the staff of a partner act."""
    thing = form_of_another_partner(world)
    mandates.record(world.make, thing.values["mandate_id"])
    with world.app.app_context():
        month = month_of(now())
    return replace(thing, values={**thing.values, "month": f"{month:%Y-%m}"})


@asked_by("mandates.act_for", "mandates.end_mandate", "mandates.show")
def mandate_between_others(world: World) -> Thing:
    """What lets one neighbour act for another."""
    mandate_id = mandates.give(world.make, world.marcel, world.ines)
    return Thing({"mandate_id": mandate_id}, world.ines, world.karima)


@asked_by("mandates.paper_form", "mandates.paper_mandate")
def form_of_another(world: World) -> Thing:
    """A form that one neighbour prepared for somebody without a mailbox; it waits for the desk."""
    values = {"mandate_id": mandates.prepare_paper(world.make, world.marcel)}
    return Thing(values, world.marcel, world.karima)


@asked_by("mandates.mandate_journal_pdf", "mandates.renew_paper")
def paper_of_another(world: World) -> Thing:
    """A mandate on paper by which one neighbour acts."""
    mandate_id = mandates.prepare_paper(world.make, world.marcel)
    mandates.record(world.make, mandate_id)
    with world.app.app_context():
        month = month_of(now())
    values = {"mandate_id": mandate_id, "month": f"{month:%Y-%m}"}
    return Thing(values, world.marcel, world.karima)
