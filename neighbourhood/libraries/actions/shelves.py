"""Setting a library up, and keeping its shelves."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.libraries import policies
from neighbourhood.libraries.actions.reserving import call_off
from neighbourhood.libraries.models.libraries import (
    LABEL_LENGTH,
    Library,
    LibraryClosure,
    LibraryStatus,
    Tool,
    ToolStatus,
)
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import show_card, show_cards
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor

# Neither 0 and O, nor 1, I and L: a label is typed where a square does not read.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a library says of itself, when it opens and how it lends."""

    name: str
    words: str
    place: str
    quartier_id: int
    days: int
    renewals: int
    at_once: int
    hours: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is said of a tool."""

    title: str
    category: str
    body: str = ""
    condition: str = ""
    photos: Sequence[Photo] = ()


def set_up(actor: Actor, partner: Partner, *, rules: Rules) -> Library:
    """Open the library of a partner."""
    partner = hold(Partner, partner.id)  # one library each
    require(policies.may_set_up(actor, partner))
    require(shelves.of_partner(partner) is None, policies.AlreadyHasLibrary)
    library = Library(partner_id=partner.id, created_at=now())
    _say(library, rules)
    db.session.add(library)
    db.session.flush()
    return library


def change(actor: Actor, library: Library, *, rules: Rules) -> None:
    """Say it otherwise, or lend by other rules; what is lent stays as it was lent."""
    library = hold(Library, library.id)
    require(policies.may_set_up(actor, library.partner))
    _say(library, rules)
    db.session.flush()
    show_cards(library)


def _say(thing: Library | Tool, said: Rules | Description) -> None:
    for each in fields(said):
        value = getattr(said, each.name)
        setattr(thing, each.name, list(value) if each.name == "photos" else value)


def close(actor: Actor, library: Library) -> None:
    """Lend nothing for a while: reservations end, what is out is still brought back."""
    library = hold(Library, library.id)
    require(policies.may_set_up(actor, library.partner))
    library.become(LibraryStatus.CLOSED)
    db.session.flush()
    for loan_id in loans.reserved_in(library):
        call_off(loan_id)
    show_cards(library)


def open_again(actor: Actor, library: Library) -> None:
    """Lend again."""
    library = hold(Library, library.id)
    require(policies.may_set_up(actor, library.partner))
    library.become(LibraryStatus.OPEN)
    db.session.flush()
    show_cards(library)


def close_on(actor: Actor, library: Library, *, first: date, last: date) -> None:
    """Note days on which the desk is closed; a second time changes nothing."""
    library = hold(Library, library.id)
    require(policies.may_set_up(actor, library.partner))
    known = {(one.first_day, one.last_day) for one in library.closures}
    if (first, last) not in known:
        db.session.add(LibraryClosure(library_id=library.id, first_day=first, last_day=last))
        db.session.flush()


def open_after_all(actor: Actor, library: Library, closure_id: int) -> None:
    """Forget such days."""
    library = hold(Library, library.id)
    require(policies.may_set_up(actor, library.partner))
    db.session.delete(shelves.closure_of(library, closure_id))
    db.session.flush()


def add_tool(actor: Actor, library: Library, *, said: Description) -> Tool:
    """Put one more tool on the shelves, with a label of its own."""
    library = hold(Library, library.id)
    require(policies.may_keep(actor, library.partner))
    tool = Tool(library=library, label=_new_label(), created_at=now(), status=ToolStatus.ON_SHELF)
    _say(tool, said)
    db.session.add(tool)
    db.session.flush()
    show_card(tool)
    return tool


def _new_label() -> str:
    while True:
        label = "".join(secrets.choice(LETTERS) for _ in range(LABEL_LENGTH))
        if db.session.scalar(select(Tool.id).where(Tool.label == label)) is None:
            return label


def describe(actor: Actor, tool: Tool, *, said: Description) -> None:
    """Say a tool otherwise."""
    tool = hold(Tool, tool.id)
    require(policies.may_keep(actor, tool.library.partner))
    require(not tool.is_retired, policies.NotOnShelf)
    _say(tool, said)
    tool.edited_at = now()
    db.session.flush()
    show_card(tool)


def mend(actor: Actor, tool: Tool) -> None:
    """Take a tool off the shelf to be mended; who awaits it still may, until it is known."""
    _move(actor, tool, ToolStatus.MENDED)


def put_on_shelf(actor: Actor, tool: Tool) -> None:
    """Put a tool that was mended on the shelf again."""
    _move(actor, tool, ToolStatus.ON_SHELF)


def _move(actor: Actor, tool: Tool, status: ToolStatus) -> None:
    tool = hold(Tool, tool.id)
    require(policies.may_keep(actor, tool.library.partner))
    tool.become(status)
    db.session.flush()
    show_card(tool)


def retire(actor: Actor, tool: Tool) -> None:
    """Lend a tool no more, once it is with nobody and nobody awaits it."""
    tool = hold(Tool, tool.id)
    require(policies.may_keep(actor, tool.library.partner))
    is_asked_for = loans.out(tool.id) is not None or bool(loans.reservations(tool.id))
    require(not is_asked_for, policies.SpokenFor)
    undoing.keep(actor.id, Tool.ABOUT, tool.id, status=tool.status)
    tool.become(ToolStatus.RETIRED)
    tool.retired_at = now()
    db.session.flush()
    show_card(tool)


def put_back(actor: Actor, tool: Tool) -> None:
    """Go back on having retired a tool, for ten minutes."""
    tool = hold(Tool, tool.id)
    require(policies.may_keep(actor, tool.library.partner))
    require(tool.is_retired, DomainError)
    before = undoing.take(actor.id, Tool.ABOUT, tool.id)
    tool.go_back_to(before.read(ToolStatus, "status"))
    tool.retired_at = None
    db.session.flush()
    show_card(tool)
