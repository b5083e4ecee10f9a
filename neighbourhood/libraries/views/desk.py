"""The desk: two scans lend a tool, one takes it in; every press has ten minutes to go back."""

import re
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.libraries import policies
from neighbourhood.libraries.access import keepers
from neighbourhood.libraries.actions import cards, lending
from neighbourhood.libraries.forms.tools import NoteForm, ScanForm
from neighbourhood.libraries.kinds import READ_LOAN, READ_OUT, READ_TOOL, say_day_in_full
from neighbourhood.libraries.models.libraries import LABEL_LENGTH, Library, Tool
from neighbourhood.libraries.models.loans import ToolLoan
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.queries.shelves import Looked
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.partners.models import Partner
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

DESK = "/partenaires/<int:partner_id>/outiltheque/comptoir"


class Scanned(NamedTuple):
    """What was scanned: a tool of this library, or somebody’s card; neither when it is unknown."""

    tool: Tool | None = None
    token: str = ""
    holder: Resident | None = None


def code_in(text: str) -> str:
    """Return the label or the card that was typed, or in which a scanned address ends."""
    return re.sub(r"[\s-]+", "", text).rstrip("/").rpartition("/")[2]


def read_scan(library: Library, text: str) -> Scanned:
    """Return what a scanner typed: a label or a card."""
    code = code_in(text)
    if len(code) != LABEL_LENGTH:
        return Scanned(token=code.lower(), holder=cards.holder_of(code))
    tool = shelves.labelled(code.upper())
    is_here = tool is not None and tool.library_id == library.id
    return Scanned(tool=tool if is_here else None)


def place(partner_id: int, outil: str | None = None, carte: str | None = None) -> str:
    """Return the address of a desk where a tool, a card or both are chosen."""
    return url_for("libraries.desk", partner_id=partner_id, outil=outil, carte=carte)


def _place(partner: Partner, tool: Tool | None = None, token: str = "") -> str:
    return place(partner.id, tool.label if tool else None, token or None)


@bp.get(DESK)
@keepers
def desk(partner: Partner) -> ResponseReturnValue:
    """Show the desk: what was scanned, what one looks for, what is expected today."""
    library = shelves.library_of(partner)
    scanned = Scanned(
        read_scan(library, request.args.get("outil", "")[:200]).tool,
        code_in(request.args.get("carte", "")[:200]).lower(),
    )
    form = ScanForm(None, data={"tool": request.args.get("outil"), "card": scanned.token})
    return _page_of(library, form, scanned)


def _page_of(library: Library, form: ScanForm, scanned: Scanned) -> ResponseReturnValue:
    tool = scanned.tool
    holder = cards.holder_of(scanned.token) if scanned.token else None
    if scanned.token and holder is None and not form.errors:
        form.scan.errors = [policies.UnknownCard().say()]
    words = request.args.get("q", "")[:100].strip()
    page = render_template(
        "neighbourhood/libraries/desk.html",
        partner=library.partner,
        library=library,
        form=form,
        note=NoteForm(None),
        tool=tool,
        card=scanned.token if holder else "",
        holder=holder,
        held=[one for one in loans.mine(holder)[0] if one.tool.library_id == library.id]
        if holder
        else [],
        out=loans.out(tool.id) if tool else None,
        awaited=loans.reservations(tool.id) if tool else [],
        expected=loans.expected(library),
        latest=loans.latest(library, current_user.id),
        words=words,
        found=shelves.inventory(library, Looked(words)).rows if words else [],
        name_for=name_for,
        read=READ_LOAN.drawn,
        read_out=READ_OUT.drawn,
        read_tool=READ_TOOL.drawn,
    )
    return page, 422 if form.errors else 200


@bp.post(DESK)
@keepers
@undone_by("libraries.go_back")
def scan(partner: Partner) -> ResponseReturnValue:
    """Take what was scanned: with a tool and a card, the tool is lent."""
    library, form = shelves.library_of(partner), ScanForm()
    before = Scanned(
        read_scan(library, form.tool.data or "").tool, code_in(form.card.data or "").lower()
    )
    if not form.validate_on_submit():
        return _page_of(library, form, before)
    scanned = read_scan(library, form.scan.data)
    if scanned.tool is None and scanned.holder is None:
        form.scan.errors = [_say_unknown(form.scan.data)]
        return _page_of(library, form, before)
    tool, token = scanned.tool or before.tool, scanned.token or before.token
    if tool is None or not token or loans.out(tool.id) is not None:
        # What is out comes back first: one press more, below its name.
        return redirect(_place(partner, tool, token), 303)
    try:
        return _lend(partner, tool.id, token, form.note.data or "")
    except DomainError as refused:
        if isinstance(refused, Missing):
            raise
        # The desk stays, with the card: somebody is waiting in front of it.
        form.scan.errors = [str(refused)]
        return _page_of(library, form, Scanned(token=token))


def _say_unknown(text: str) -> str:
    if len(text.strip()) > LABEL_LENGTH * 2:
        return policies.UnknownCard().say()
    return str(gettext("Aucun outil d’ici ne porte cette étiquette. Vérifiez le code."))


def _lend(partner: Partner, tool_id: int, token: str, note: str) -> ResponseReturnValue:
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        holder = cards.holder_of(token)
        if holder is None:
            raise policies.UnknownCard
        loan = lending.lend(current_actor(), tool, holder, note=note)
        _say_lent(loan, holder)
    return redirect(_place(partner), 303)


def _say_lent(loan: ToolLoan, borrower: Resident) -> None:
    said = gettext(
        "Prêté à %(name)s jusqu’au %(day)s : « %(title)s ».",
        name=name_for(borrower, current_user),
        day=say_day_in_full(loan.due_on),
        title=loan.tool.title,
    )
    flash(said)


@bp.post(f"{DESK}/preter")
@keepers
@undone_by("libraries.go_back")
def lend(partner: Partner) -> ResponseReturnValue:
    """Lend the tool that was chosen to whose card was."""
    form = NoteForm()
    form.validate_on_submit()
    label, token = (code_in(request.form.get(name, "")) for name in ("outil", "carte"))
    if not label or not token:
        # A form that nobody filled in by scanning: there is nothing to lend yet.
        here = place(partner.id, label or None, token or None)
        return redirect(here, 303)
    tool = shelves.tool_labelled(partner, label.upper())
    return _lend(partner, tool.id, token, form.note.data or "")


@bp.post(f"{DESK}/reservations/<int:loan_id>/preter")
@keepers
@undone_by("libraries.go_back")
def lend_reserved(partner: Partner, loan_id: int) -> ResponseReturnValue:
    """Lend a tool to who reserved it, without a card."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.of_desk(partner, loan_id))
        if loan.borrower is None or not loan.is_reserved:
            raise Missing
        lent = lending.lend(current_actor(), loan.tool, loan.borrower)
        _say_lent(lent, loan.borrower)
    return redirect(_place(partner), 303)


@bp.post(f"{DESK}/<int:tool_id>/rendre")
@keepers
@undone_by("libraries.go_back")
def give_back(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Take a tool in again."""
    form = NoteForm()
    shelves.library_of(partner)
    form.validate_on_submit()
    with transaction():
        tool, out = shelves.tool_of(partner, tool_id), loans.out_of_desk(partner, tool_id)
        if out is not None:
            READ_OUT.unchanged(out)
        lending.give_back(current_actor(), tool, note=form.note.data or "")
        flash(gettext("C’est rendu : « %(title)s ».", title=tool.title))
    here = _place(partner, token=code_in(request.form.get("carte", "")[:200]))
    return redirect(here, 303)


@bp.post(f"{DESK}/prets/<int:loan_id>/revenir")
@keepers
def go_back(partner: Partner, loan_id: int) -> ResponseReturnValue:
    """Go back on the last thing that one did with a loan."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.of_desk(partner, loan_id))
        undo = lending.take_return_back if loan.is_returned else lending.take_lending_back
        undo(current_actor(), loan)
    flash(gettext("C’est comme avant."))
    return redirect(_place(partner), 303)
