"""The desk: two scans lend a tool, one takes it in; every press has ten minutes to go back."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.libraries import policies
from neighbourhood.libraries.access import keepers
from neighbourhood.libraries.actions import lending, naming
from neighbourhood.libraries.forms.tools import NoteForm, ScanForm
from neighbourhood.libraries.kinds import (
    READ_LOAN,
    READ_OUT,
    READ_TOOL,
    say_borrower,
    say_day_in_full,
)
from neighbourhood.libraries.models.libraries import LABEL_LENGTH, Library
from neighbourhood.libraries.models.loans import ToolLoan
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.queries.loans import Today
from neighbourhood.libraries.queries.shelves import Looked
from neighbourhood.libraries.views import scanned
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.libraries.views.scanned import NOTHING, Scanned, code_in
from neighbourhood.partners.models import Partner
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident

DESK = "/partenaires/<int:partner_id>/outiltheque/comptoir"


def place(partner_id: int, outil: str | None = None, carte: str | None = None) -> str:
    """Return the address of a desk where a tool, a card or both are chosen."""
    return url_for("libraries.desk", partner_id=partner_id, outil=outil, carte=carte)


def _place(partner: Partner, chosen: Scanned = NOTHING) -> str:
    return place(partner.id, chosen.tool.label if chosen.tool else None, chosen.card or None)


@bp.get(DESK)
@keepers
def desk(partner: Partner) -> ResponseReturnValue:
    """Show the desk: what was scanned, what one looks for, what is expected today."""
    library, form = shelves.library_of(partner), ScanForm(None)
    chosen = scanned.chosen(library, request.args.get("outil"), request.args.get("carte"))
    return _page_of(library, form, chosen)


def _page_of(library: Library, form: ScanForm, chosen: Scanned) -> ResponseReturnValue:
    tool, holder = chosen.tool, scanned.holder_of(library, chosen.card)
    if chosen.card and holder is None and not form.errors:
        form.scan.errors = [_no_card(library, chosen.card).say()]
    # It may be the key of a card; and the next scan comes at once.
    form.scan.data = ""
    words = request.args.get("q", "")[:100].strip()
    held = loans.mine(holder)[0] if holder else []
    shown: dict[str, Any] = {
        "out": loans.out(tool.id) if tool else None,
        "awaited": loans.reservations(tool.id) if tool else [],
        "expected": loans.expected(library),
    }
    read = [holder, *(each.borrower for each in _of(**shown))]
    page = render_template(
        "neighbourhood/libraries/desk.html",
        partner=library.partner,
        library=library,
        form=form,
        note=NoteForm(None),
        tool=tool,
        card=chosen.card if holder else "",
        holder=holder,
        held=[one for one in held if one.tool.library_id == library.id],
        latest=loans.latest(library, current_user.id),
        words=words,
        found=shelves.inventory(library, Looked(words)).rows if words else [],
        read=READ_LOAN.drawn,
        read_out=READ_OUT.drawn,
        read_tool=READ_TOOL.drawn,
        **shown,
    )
    note_names(library, read)
    return page, 422 if form.errors else 200


def _of(out: ToolLoan | None, awaited: Iterable[ToolLoan], expected: Today) -> Iterator[ToolLoan]:
    yield from [out] if out else []
    yield from awaited
    for each in expected:
        yield from each


def note_names(library: Library, people: Iterable[Resident | None]) -> None:
    """Note whose names the keeper of this request has read."""
    with transaction():
        naming.note_read(current_actor(), library, people)


def _no_card(library: Library, card: str) -> DomainError:
    known = scanned.is_kept(library, card)
    return policies.UnknownCard() if known else policies.ScannedLongAgo()


@bp.post(DESK)
@keepers
@undone_by("libraries.go_back")
def scan(partner: Partner) -> ResponseReturnValue:
    """Take what was scanned: with a tool and a card, the tool is lent."""
    library, form = shelves.library_of(partner), ScanForm()
    before = scanned.chosen(library, form.tool.data, form.card.data)
    if not form.validate_on_submit():
        return _page_of(library, form, before)
    fresh = scanned.read(library, form.scan.data)
    if fresh == NOTHING:
        form.scan.errors = [_say_unknown(form.scan.data)]
        return _page_of(library, form, before)
    both = Scanned(fresh.tool or before.tool, fresh.card or before.card)
    if both.tool is None or not both.card or loans.out(both.tool.id) is not None:
        # What is out comes back first: one press more, below its name.
        return redirect(_place(partner, both), 303)
    try:
        return _lend(partner, both.tool.id, both.card, form.note.data or "")
    except DomainError as refused:
        if isinstance(refused, Missing):
            raise
        # The desk stays, with the card: somebody is waiting in front of it.
        form.scan.errors = [str(refused)]
        return _page_of(library, form, Scanned(card=both.card))


def _say_unknown(text: str) -> str:
    if len(text.strip()) > LABEL_LENGTH * 2:
        return policies.UnknownCard().say()
    return str(gettext("Aucun outil d’ici ne porte cette étiquette. Vérifiez le code."))


def _lend(partner: Partner, tool_id: int, card: str, note: str) -> ResponseReturnValue:
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        holder = scanned.holder_of(tool.library, card)
        if holder is None:
            raise _no_card(tool.library, card)
        loan = lending.lend(current_actor(), tool, holder, note=note)
        _say_lent(loan, holder)
    return redirect(_place(partner), 303)


def _say_lent(loan: ToolLoan, borrower: Resident) -> None:
    said = gettext(
        "Prêté à %(name)s jusqu’au %(day)s : « %(title)s ».",
        name=say_borrower(borrower),
        day=say_day_in_full(loan.due_on),
        title=loan.tool.title,
    )
    naming.note_read(current_actor(), loan.tool.library, [borrower])
    flash(said)


@bp.post(f"{DESK}/preter")
@keepers
@undone_by("libraries.go_back")
def lend(partner: Partner) -> ResponseReturnValue:
    """Lend the tool that was chosen to whose card was."""
    form = NoteForm()
    form.validate_on_submit()
    label, card = code_in(request.form.get("outil", "")), request.form.get("carte", "")[:40]
    if not label or not card:
        # A form that nobody filled in by scanning: there is nothing to lend yet.
        return redirect(place(partner.id, label or None, card or None), 303)
    tool = shelves.tool_labelled(partner, label.upper())
    return _lend(partner, tool.id, card, form.note.data or "")


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
    card = request.form.get("carte", "")[:40]
    return redirect(_place(partner, Scanned(card=card)), 303)


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
