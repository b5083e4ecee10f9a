"""The tool library of the demonstration town."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours
from neighbourhood.libraries.actions import cards, shelves
from neighbourhood.libraries.actions.reserving import take_days
from neighbourhood.libraries.actions.shelves import Description, Rules
from neighbourhood.libraries.models.libraries import Library, Tool, ToolStatus
from neighbourhood.libraries.models.loans import ToolLoan, ToolLoanStatus
from neighbourhood.libraries.telling import show_card
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

OPENED, CLOSED_IN = timedelta(days=40), timedelta(days=30)


def build() -> None:
    """Open the library in `demo.toml`, with its tools, who has some and who awaits one."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    library = _library(content["library"], people)
    for row in content["tools"]:
        _put_up(row, library, people)
    cards.hand_out(Actor.of(people[content["library"]["manager"]]))


def _library(row: dict[str, Any], people: Mapping[str, Resident]) -> Library:
    manager = people[row["manager"]]
    partner = next(one for one in staff_of(manager) if one.name == row["partner"])
    said = {name: value for name, value in row.items() if name not in ("partner", "manager")}
    rules = Rules(quartier_id=manager.quartier_id or 0, **said)
    library = shelves.set_up(Actor.of(manager), partner, rules=rules)
    library.created_at = now() - OPENED
    begin = today() + CLOSED_IN
    shelves.close_on(Actor.of(manager), library, first=begin, last=begin + timedelta(days=6))
    return library


def _put_up(row: dict[str, Any], library: Library, people: Mapping[str, Resident]) -> None:
    keeper = Actor.of(people["sophie"])
    said = {name: row.get(name, "") for name in ("title", "category", "body", "condition")}
    tool = shelves.add_tool(keeper, library, said=Description(**said))
    tool.created_at = library.created_at
    if row.get("mended"):
        tool.become(ToolStatus.MENDED)
    if "lent_to" in row:
        _lent(tool, people[row["lent_to"]], row["days_ago"], keeper.id)
    if "reserved_by" in row:
        _reserved(tool, people[row["reserved_by"]])
    show_card(tool)


def _lent(tool: Tool, borrower: Resident, days_ago: int, keeper_id: int) -> None:
    first = today() - timedelta(days=days_ago)
    loan = ToolLoan(
        tool=tool,
        borrower_id=borrower.id,
        status=ToolLoanStatus.LENT,
        first_day=first,
        due_on=hours.due_after(tool.library, first),
        created_at=now() - timedelta(days=days_ago),
        lent_at=now() - timedelta(days=days_ago),
        lent_by_id=keeper_id,
    )
    _keep(loan)


def _reserved(tool: Tool, borrower: Resident) -> None:
    days = hours.opening_days(tool.library, today() + timedelta(days=1), today() + hours.AHEAD)
    loan = ToolLoan(
        tool=tool,
        borrower_id=borrower.id,
        status=ToolLoanStatus.RESERVED,
        first_day=days[0],
        due_on=days[2],
        created_at=now(),
    )
    _keep(loan)


def _keep(loan: ToolLoan) -> None:
    db.session.add(loan)
    db.session.flush()
    take_days(loan, loan.first_day, loan.due_on)
