"""Files of a town: sent, tried, read message by message, then imported or dropped."""

import hashlib
from datetime import timedelta
from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from neighbourhood.foundation.outside import jobs, sheets
from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.outside.storage import NothingStored, delete_for_sure, storage
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.openings import trials
from neighbourhood.openings.actions import files as files_actions
from neighbourhood.openings.actions.taking import MOST_MESSAGES
from neighbourhood.openings.forms import FileForm, QuartiersForm
from neighbourhood.openings.kinds import FILE_WORDS, READ_FILE
from neighbourhood.openings.models.files import FileKind, TownFile
from neighbourhood.openings.policies import FileMovedOn
from neighbourhood.openings.queries import towns
from neighbourhood.openings.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.ban import COLUMNS
from neighbourhood.places.models import Municipality
from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.outlines import read_outlines
from neighbourhood.places.sketches import draw_outlines

_MOST_DRAWN = 1024 * 1024
# Whoever waits at this page is told sooner than the doctor that nothing moves.
_PATIENCE = timedelta(minutes=2)
_HERE = "/administration/communes/<int:municipality_id>"


@bp.route(f"{_HERE}/quartiers", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@limit("60 per hour", methods=["POST"])
def send_quartiers(town: Municipality) -> ResponseReturnValue:
    """Send the outlines of the quartiers, to be tried."""
    return _send(town, FileKind.QUARTIERS, QuartiersForm())


@bp.route(f"{_HERE}/adresses", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@limit("60 per hour", methods=["POST"])
def send_addresses(town: Municipality) -> ResponseReturnValue:
    """Send the addresses, to be tried."""
    return _send(town, FileKind.ADDRESSES, FileForm())


@bp.get(f"{_HERE}/adresses/modele.csv")
@town_staff(StaffRole.ADMINISTER)
def addresses_template(town: Municipality) -> ResponseReturnValue:
    """Give a file of addresses to fill in: its columns, and no line yet."""
    name = f"adresses-{town.insee}.{sheets.ENDING}"
    empty = BytesIO(sheets.sheet(tuple(COLUMNS), ()))
    answer = send_file(empty, sheets.CONTENT_TYPE, as_attachment=True, download_name=name)
    # As it is: `send_file` says the letters of a text a second time.
    answer.content_type = sheets.CONTENT_TYPE
    return answer


def _send(town: Municipality, kind: FileKind, form: FileForm) -> ResponseReturnValue:
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/openings/send.html",
            form=form,
            town=town,
            kind=kind,
            words=FILE_WORDS,
            columns=COLUMNS,
        )
        return page, 422 if form.errors else 200
    data = form.file.data.stream.read()
    key = files_actions.new_place(kind)
    storage().put(key, data, "application/octet-stream")
    options = (
        {"name_key": form.name_key.data or "", "drops": form.drops.data}
        if isinstance(form, QuartiersForm)
        else {}
    )
    try:
        with transaction():
            file = files_actions.receive(
                town,
                kind,
                storage_key=key,
                digest=hashlib.sha256(data).hexdigest(),
                size=len(data),
                **options,
            )
            enqueue_after_commit(trials.handle, file.id)
    except BaseException:
        # Nothing refers to it: a file that waits for nobody is not kept.
        delete_for_sure(key)
        raise
    return _to(town, file)


@bp.get(f"{_HERE}/fichiers/<int:file_id>")
@town_staff(StaffRole.ADMINISTER)
def file(town: Municipality, file_id: int) -> ResponseReturnValue:
    """Show what a file would do, and a message for each feature or line at fault."""
    found = towns.town_file(town, file_id)
    return render_template(
        "neighbourhood/openings/file.html",
        town=town,
        drawing=_sketch(found),
        file=found,
        kinds=FileKind,
        most=MOST_MESSAGES,
        words=FILE_WORDS,
        read=READ_FILE.drawn(found),
        untaken=jobs.untaken_since(_PATIENCE) if found.is_under_way else None,
    )


def _sketch(found: TownFile) -> Markup:
    """Draw the outlines of a file that was tried, unless it is too large to be read again here."""
    if not found.is_tried or found.kind is not FileKind.QUARTIERS or found.size > _MOST_DRAWN:
        return Markup()
    try:
        reading = read_outlines(storage().get(found.storage_key), found.name_key or None)
    except (NothingStored, UnreadableError):
        return Markup()
    drawn = {one.name: one.boundary for one in reading.outlines}
    return draw_outlines(drawn, found.municipality.name)


@bp.post(f"{_HERE}/fichiers/<int:file_id>/importer")
@town_staff(StaffRole.ADMINISTER)
def take_file(town: Municipality, file_id: int) -> ResponseReturnValue:
    """Import what was tried, no more and no less."""
    towns.town_file(town, file_id)
    with transaction():
        found = hold(TownFile, file_id)
        if not found.is_tried:
            raise FileMovedOn
        files_actions.confirm(READ_FILE.unchanged(found))
        enqueue_after_commit(trials.handle, found.id)
    return _to(town, found)


@bp.post(f"{_HERE}/fichiers/<int:file_id>/abandonner")
@town_staff(StaffRole.ADMINISTER)
def drop_file(town: Municipality, file_id: int) -> ResponseReturnValue:
    """Keep a file no longer; nothing of the town changes."""
    towns.town_file(town, file_id)
    with transaction():
        key = files_actions.drop(hold(TownFile, file_id))
    delete_for_sure(key)
    flash(gettext("Le fichier est effacé. Rien n’a changé."), "info")
    return redirect(url_for("openings.town", municipality_id=town.id), 303)


def _to(town: Municipality, found: TownFile) -> ResponseReturnValue:
    where = url_for("openings.file", municipality_id=town.id, file_id=found.id)
    return redirect(where, 303)
