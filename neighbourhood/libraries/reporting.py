"""What can be reported of libraries: what one says of itself, and what is said of a tool."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.queries.shelves import seen_by
from neighbourhood.libraries.telling import show_card, show_cards
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable
from neighbourhood.partners.models import StaffMember
from neighbourhood.residents.models.residents import Resident


def _sees(viewer: Resident, library: Library) -> bool:
    found = select(Library.id).where(Library.id == library.id, seen_by(viewer))
    return db.session.scalar(found) is not None


def _sees_tool(viewer: Resident, tool: Tool) -> bool:
    shown = tool.hidden_at is None and not tool.is_retired
    return shown and _sees(viewer, tool.library)


def _of_library(library_id: Any) -> tuple[Accounts, ...]:
    staff = select(StaffMember.resident_id).join(
        Library, Library.partner_id == StaffMember.partner_id
    )
    return (staff.where(Library.id == library_id).correlate_except(StaffMember, Library),)


def _of_tool(tool_id: Any) -> tuple[Accounts, ...]:
    staff = (
        select(StaffMember.resident_id)
        .join(Library, Library.partner_id == StaffMember.partner_id)
        .join(Tool, Tool.library_id == Library.id)
    )
    return (staff.where(Tool.id == tool_id).correlate_except(StaffMember, Library, Tool),)


def _hide_library(library: Library) -> None:
    library.hidden_at = library.hidden_at or now()
    show_cards(library)


def _restore_library(library: Library) -> None:
    library.hidden_at = None
    show_cards(library)


def _hide_tool(tool: Tool) -> None:
    tool.hidden_at = tool.hidden_at or now()
    show_card(tool)


def _restore_tool(tool: Tool) -> None:
    tool.hidden_at = None
    show_card(tool)


LIBRARY = REPORTABLES.declare(
    Reportable(
        code="library",
        one=_l("une outilthèque"),
        load=lambda library_id: db.session.get(Library, library_id),
        title=lambda library: library.name,
        excerpt=lambda library: library.words,
        answering=_of_library,
        personal=False,
        town=lambda library: library.quartier.municipality_id,
        path=lambda library: library.path,
        sees=_sees,
        hide=_hide_library,
        restore=_restore_library,
    )
)
TOOL = REPORTABLES.declare(
    Reportable(
        code="tool",
        one=_l("un outil d’une outilthèque"),
        load=lambda tool_id: db.session.get(Tool, tool_id),
        title=lambda tool: tool.title,
        excerpt=lambda tool: tool.body,
        answering=_of_tool,
        personal=False,
        town=lambda tool: tool.library.quartier.municipality_id,
        path=lambda tool: tool.path,
        sees=_sees_tool,
        hide=_hide_tool,
        restore=_restore_tool,
    )
)
