"""A file of needs, for who sends it: the columns, the check line by line, then the confirmation."""

from io import BytesIO

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.outside import jobs, sheets
from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.needs import trials
from neighbourhood.needs.batches import PATIENCE, NeedFile
from neighbourhood.needs.filing import receiving
from neighbourhood.needs.forms.judging import ReturnForm
from neighbourhood.needs.forms.town import NeedsFileForm
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.columns import COLUMNS, EXAMPLE, REFERENCE
from neighbourhood.needs.intake.lines import Fault
from neighbourhood.needs.intake.words import FAULTS, READ_FILE, grouped
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.access import current_actor

_HERE = "/partenaires/<int:partner_id>/besoins"
_FILE = f"{_HERE}/fichiers/<int:file_id>"


@bp.route(f"{_HERE}/importer", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@limit("60 per hour", methods=["POST"])
def send_needs(partner: Partner) -> ResponseReturnValue:
    """Send a file: what cannot be read whole is kept nowhere, the rest is checked line by line."""
    form = NeedsFileForm()
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/needs/send_file.html",
            partner=partner,
            form=form,
            columns=COLUMNS.values(),
            quartiers=quartiers_of(partner.municipality_id),
            unconfirmed=found.unconfirmed_of(partner.id, current_actor().id),
        )
        return page, 422 if form.errors else 200
    with transaction():
        file = receiving.receive(current_actor(), partner, form.rows, closes=form.closes.data)
        enqueue_after_commit(trials.handle, file.id)
    return to_file(file)


@bp.get(f"{_HERE}/importer/modele.csv")
@staff(StaffRole.PUBLISH)
def needs_template(partner: Partner) -> ResponseReturnValue:
    """Give a file of needs to fill in: its columns, and a line that shows how and is never read."""
    titles = [column.title for column in COLUMNS.values()]
    shown = {code: column.example for code, column in COLUMNS.items()} | {REFERENCE: EXAMPLE}
    return _as_file(sheets.sheet(titles, [tuple(shown.values())]), f"besoins-{partner.id}")


@bp.get(_FILE)
@staff(StaffRole.PUBLISH)
def file(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Show what a file would do, or did, and what is wrong with it line by line."""
    return show_file(found.file_of(partner, file_id), ReturnForm())


@bp.get(f"{_FILE}/a-corriger.csv")
@staff(StaffRole.PUBLISH)
def file_faults(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Give every line that was not taken, and why: never what it said."""
    faults = found.file_of(partner, file_id).faults
    rows = [(line, str(FAULTS[Fault(code)])) for line, code in faults]
    columns = gettext("Ligne"), gettext("À corriger")
    return _as_file(sheets.sheet(columns, rows), f"a-corriger-{file_id}")


@bp.post(f"{_FILE}/confirmer")
@staff(StaffRole.PUBLISH)
def take_needs(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Have what was checked written, no more and no less."""
    found.file_of(partner, file_id)
    with transaction():
        held = READ_FILE.unchanged(hold(NeedFile, file_id))
        receiving.confirm(current_actor(), held)
        enqueue_after_commit(trials.handle, held.id)
    return to_file(held)


@bp.post(f"{_FILE}/abandonner")
@staff(StaffRole.PUBLISH)
def drop_needs(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Keep a file no longer; no need changes."""
    found.file_of(partner, file_id)
    with transaction():
        receiving.drop(current_actor(), hold(NeedFile, file_id))
    flash(gettext("Le fichier est effacé. Aucun besoin n’a changé."), "info")
    return redirect(url_for("needs.desk", partner_id=partner.id), 303)


def show_file(shown: NeedFile, return_form: ReturnForm) -> ResponseReturnValue:
    """Return the page of a file as it stands."""
    waits = shown.is_submitted
    page = render_template(
        "neighbourhood/needs/file.html",
        file=shown,
        faults=grouped(shown.faults),
        groups=found.groups(shown) if waits else {},
        sample=found.sample(shown) if waits else (),
        corrections=found.corrections(shown) if waits else (),
        return_form=return_form,
        read=READ_FILE.drawn(shown),
        untaken=jobs.untaken_since(PATIENCE) if shown.is_under_way else None,
    )
    return page, 422 if return_form.errors else 200


def to_file(shown: NeedFile) -> ResponseReturnValue:
    """Send staff to the page of a file."""
    return redirect(url_for("needs.file", partner_id=shown.partner_id, file_id=shown.id), 303)


def _as_file(table: bytes, name: str) -> Response:
    whole = f"{name}.{sheets.ENDING}"
    answer = send_file(BytesIO(table), sheets.CONTENT_TYPE, as_attachment=True, download_name=whole)
    # As it is: `send_file` says the letters of a text a second time.
    answer.content_type = sheets.CONTENT_TYPE
    return answer
