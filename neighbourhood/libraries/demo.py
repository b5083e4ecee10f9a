"""The tool library of the demonstration town."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from neighbourhood.foundation.demo import set_back
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours
from neighbourhood.libraries.actions import cards, lending, reserving, shelves
from neighbourhood.libraries.actions.shelves import Description, Rules
from neighbourhood.libraries.models.libraries import Library, Tool, ToolStatus
from neighbourhood.libraries.models.loans import ToolLoan
from neighbourhood.libraries.telling import settle_news, show_card
from neighbourhood.notifications.events import notified
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

Row = Mapping[str, Any]
_A_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
OPENED, CLOSED_IN = timedelta(days=40), timedelta(days=30)


def build() -> None:
    """Open the library in `demo.toml`, with its tools, who has some and who awaits one."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    library = _library(content["library"], people)
    with notified.muted():  # nobody gets a mail of what a town to look at has behind it
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
    said = {name: row.get(name, "") for name in ("title", "category", "body", "condition")}
    keeper = Actor.of(people["sophie"])
    tool = shelves.add_tool(keeper, library, said=Description(**said))
    tool.created_at = library.created_at
    if row.get("mended"):
        tool.become(ToolStatus.MENDED)
    for name, live in _LIVES.items():
        if name in row:
            _lived(live(keeper, tool, people[row[name]], row))
    show_card(tool)


def _lived(loan: ToolLoan) -> None:
    """Let nothing of a loan be news, or be gone back on."""
    settle_news(loan)
    undoing.forget(ToolLoan.ABOUT, loan.id)


def _lent(keeper: Actor, tool: Tool, borrower: Resident, row: Row) -> ToolLoan:
    loan = lending.lend(keeper, tool, borrower, note=row.get("note", ""))
    return _set_back(loan, row["weeks_ago"] * _WEEK)


def _due_soon(keeper: Actor, tool: Tool, borrower: Resident, row: Row) -> ToolLoan:
    """Lend a tool a week ago, until the next opening."""
    days = hours.opening_days(tool.library, today(), today() + _WEEK)
    due = next(day for day in days if day > today()) + _WEEK
    reserving.reserve(Actor.of(borrower), tool, first=days[0], due=due)
    return _lent(keeper, tool, borrower, {**row, "weeks_ago": 1})


def _reserved(_keeper: Actor, tool: Tool, borrower: Resident, _row: Row) -> ToolLoan:
    days = hours.opening_days(tool.library, today() + _A_DAY, today() + 2 * _WEEK)
    return reserving.reserve(Actor.of(borrower), tool, first=days[0], due=days[2])


def _set_back(loan: ToolLoan, by: timedelta) -> ToolLoan:
    """Let a loan be of some weeks ago: its library opens on the same days of a week."""
    reserving.free_days(loan)
    set_back(by, loan)
    db.session.flush()
    reserving.take_days(loan, loan.first_day, loan.due_on)
    return loan


_LIVES: Mapping[str, Callable[[Actor, Tool, Resident, Row], ToolLoan]] = {
    "lent_to": _lent,
    "due_soon_from": _due_soon,
    "reserved_by": _reserved,
}
