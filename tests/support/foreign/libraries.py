"""Things of tool libraries that are not for everyone, each with who may have it and who may not."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.actions import cards
from neighbourhood.libraries.hours import opening_days
from neighbourhood.libraries.models.libraries import LibraryClosure, Tool
from neighbourhood.libraries.models.loans import ToolLoan, ToolLoanStatus
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.libraries import Kept, lending_partner


def _reserved(world: World, kept: Kept, who: Resident) -> int:
    with world.make.writing() as session:
        tool = session.get_one(Tool, kept.tool.id)
        days = opening_days(tool.library, today(), today() + timedelta(days=14))
        loan = ToolLoan(
            tool=tool,
            borrower_id=who.id,
            status=ToolLoanStatus.RESERVED,
            first_day=days[0],
            due_on=days[1],
        )
        session.add(loan)
        session.flush()
        return loan.id


@asked_by(
    "libraries.photo",
    "libraries.reserve",
    "libraries.scan_tool",
    "libraries.show",
    "libraries.tool",
)
def library_elsewhere(world: World) -> Thing:
    """A library of another town."""
    kept = lending_partner(world.make, world.elsewhere)
    photos = world.photos(True)
    with world.make.writing() as session:
        session.get_one(Tool, kept.tool.id).photos = photos
    values = {
        "library_id": kept.library.id,
        "tool_id": kept.tool.id,
        "label": kept.tool.label,
        "name": name_of(photos[0]),
    }
    return Thing(values, world.rosa, world.karima)


@asked_by("libraries.cancel", "libraries.renew", "libraries.reserve_again")
def reservation_of_another(world: World) -> Thing:
    """What somebody else reserved."""
    kept = lending_partner(world.make, world.valbourg)
    return Thing({"loan_id": _reserved(world, kept, world.marcel)}, world.marcel, world.karima)


@asked_by("libraries.note_lost")
def late_loan_of_another_desk(world: World) -> Thing:
    """A tool that another desk has waited for since yesterday."""
    kept = lending_partner(world.make, world.valbourg)
    other = lending_partner(world.make, world.valbourg, "Odile Charpentier")
    loan_id = _reserved(world, kept, world.marcel)
    with world.make.writing() as session:
        loan = session.get_one(ToolLoan, loan_id)
        loan.status, loan.lent_at = ToolLoanStatus.LENT, now()
        loan.first_day = loan.due_on = today() - timedelta(days=1)
    values = {"partner_id": kept.partner.id, "loan_id": loan_id}
    return Thing(values, kept.keeper, other.keeper)


@asked_by("libraries.scan_card")
def card_of_another(world: World) -> Thing:
    """A card, which only those who keep a desk may read."""
    kept = lending_partner(world.make, world.valbourg)
    token = world.make.act(cards.hand_out, world.marcel).token
    return Thing({"token": token}, kept.keeper, world.karima)


@asked_by(
    *(
        f"libraries.{page}"
        for page in (
            *("add_tool", "call_off", "change", "close", "close_on", "desk", "edit_tool"),
            *("give_back", "go_back", "keep_tool", "kept_photo", "labels", "lend_reserved"),
            *("mend", "of_partner", "open_after_all", "open_again", "put_back"),
            *("put_on_shelf", "retire", "scan", "set_up", "tools", "lend"),
        )
    )
)
def desk_of_another_partner(world: World) -> Thing:
    """The desk of a partner; who asks keeps and manages the one of another."""
    kept = lending_partner(world.make, world.valbourg)
    other = lending_partner(world.make, world.valbourg, "Odile Charpentier")
    photos = world.photos(True)
    with world.make.writing() as session:
        session.get_one(Tool, kept.tool.id).photos = photos
        holidays = {"first_day": today(), "last_day": today()}
        closure = LibraryClosure(library_id=kept.library.id, **holidays)
        session.add(closure)
    values = {
        "partner_id": kept.partner.id,
        "tool_id": kept.tool.id,
        "loan_id": _reserved(world, kept, world.marcel),
        "closure_id": closure.id,
        "name": name_of(photos[0]),
    }
    return Thing(values, kept.keeper, other.keeper)
