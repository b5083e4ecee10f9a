"""A file of needs, for its second reader: all of it on one page, approved or sent back whole."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.needs import trials
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.filing import judging
from neighbourhood.needs.forms.judging import ReturnForm
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.words import READ_FILE
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.needs.views.files import show_file, to_file
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import here
from neighbourhood.residents.access import current_actor

_FILE = "/partenaires/<int:partner_id>/besoins/fichiers/<int:file_id>"


@bp.get(f"{_FILE}/besoins")
@staff(StaffRole.PUBLISH)
def file_needs(partner: Partner, file_id: int) -> ResponseReturnValue:
    """List every need that a file made or changed; each opens alone, to be taken out of it."""
    shown = found.file_of(partner, file_id)
    page = found.page(shown, Cursor.parse(request.args.get("after")))
    return render_template("neighbourhood/needs/file_needs.html", file=shown, page=page)


@bp.post(f"{_FILE}/approuver")
@staff(StaffRole.PUBLISH)
def approve_file(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Approve all that waits of a file that a colleague had written."""
    found.file_of(partner, file_id)
    with transaction():
        held = READ_FILE.unchanged(hold(NeedFile, file_id))
        judging.approve(current_actor(), held)
        enqueue_after_commit(trials.handle, held.id)
    return to_file(held)


@bp.post(f"{_FILE}/renvoyer")
@staff(StaffRole.PUBLISH)
def return_file(partner: Partner, file_id: int) -> ResponseReturnValue:
    """Give all that waits of a file back to who had it written, with a remark."""
    shown = found.file_of(partner, file_id)
    form = ReturnForm(here=here(partner.municipality_id))
    if not form.validate_on_submit():
        return show_file(shown, form)
    with transaction():
        held = READ_FILE.unchanged(hold(NeedFile, file_id))
        judging.send_back(current_actor(), held, reason=form.reason.data)
    flash(gettext("La remarque est partie."))
    return to_file(shown)
