"""Files about many people: asked for by one, answered by another, taken by who asked."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.exports import actions, policies, queries
from neighbourhood.exports.forms import Answer, AnswerForm, AskForm
from neighbourhood.exports.kinds import EXPORTS, READ_EXPORT, STATUS_WORDS
from neighbourhood.exports.models import Export
from neighbourhood.exports.rendering import write
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.outside.sheets import CONTENT_TYPE
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.queries.identities import is_somebody
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import confirmed, current_actor
from neighbourhood.residents.kinds import SIGHTS
from neighbourhood.residents.queries import sights

bp = Blueprint("exports", __name__)
HERE = "/administration/villes/<int:municipality_id>/fichiers"


@bp.get(HERE)
@town_staff(StaffRole.ADMINISTER)
def town(municipality: Municipality) -> ResponseReturnValue:
    """List what can be asked for, and what was."""
    return render_template(
        "neighbourhood/exports/town.html",
        town=municipality,
        kinds=EXPORTS,
        asked=queries.of_town(municipality.id),
        statuses=STATUS_WORDS,
        may_ask=policies.administers(current_actor(), municipality.id),
    )


@bp.get("/administration/villes/<int:municipality_id>/regards")
@town_staff(StaffRole.ADMINISTER)
def looks(municipality: Municipality) -> ResponseReturnValue:
    """Show who saw or changed what of whom in the name of a town and its partners."""
    page = sights.of_town(municipality.id, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/exports/looks.html",
        town=municipality,
        page=page,
        many=sights.concerned(municipality.id, page.rows),
        kinds=SIGHTS,
    )


@bp.route(f"{HERE}/demander/<code>", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@limit("20 per day", methods=["POST"])
def ask(municipality: Municipality, code: str) -> ResponseReturnValue:
    """Ask for a file, and say what for."""
    if code not in EXPORTS:
        raise Missing
    form = AskForm()
    if form.validate_on_submit():
        with transaction():
            asked = actions.ask(current_actor(), municipality, code, reason=form.reason.data)
        flash(gettext("Votre demande est partie. Une autre personne de la commune y répond."))
        return redirect(actions.path_of(asked), 303)
    asker = current_actor()
    page = render_template(
        "neighbourhood/exports/ask.html",
        form=form,
        town=municipality,
        kind=EXPORTS[code],
        may_ask=policies.administers(asker, municipality.id),
        seconds=queries.second_hands(asker.resident, municipality.id),
    )
    return page, 422 if form.errors else 200


@bp.route(f"{HERE}/<int:export_id>", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def answer(municipality: Municipality, export_id: int) -> ResponseReturnValue:
    """Show where a file is; another than who asked answers."""
    export, form = queries.in_town(municipality.id, export_id), AnswerForm()
    if form.validate_on_submit():
        with transaction():
            _answer(READ_EXPORT.unchanged(hold(Export, export.id)), form)
        flash(gettext("Votre réponse est partie."))
        return redirect(url_for("exports.town", municipality_id=municipality.id), 303)
    page = render_template(
        "neighbourhood/exports/answer.html",
        form=form,
        town=municipality,
        export=export,
        kind=EXPORTS.get(export.code),
        statuses=STATUS_WORDS,
        read=READ_EXPORT.first_drawn(export),
        may=_may_answer(export),
        mine=export.asked_by_id == current_actor().by_id,
    )
    return page, 422 if form.errors else 200


def _answer(export: Export, form: AnswerForm) -> None:
    words = form.words.data or ""
    if form.answer.data is Answer.REFUSE:
        actions.refuse(current_actor(), export, words=words)
        return
    actions.agree(current_actor(), export, words=words)
    enqueue_after_commit(write, export.id)


def _may_answer(export: Export) -> bool:
    actor = current_actor()
    town = export.municipality_id
    another = policies.administers(actor, town) and policies.is_another(actor, export)
    return another and is_somebody(actor.resident)


@bp.get(f"{HERE}/<int:export_id>/telecharger")
@town_staff(StaffRole.ADMINISTER)
@confirmed
def take(municipality: Municipality, export_id: int) -> Response:
    """Hand the file to who asked for it, and note that it was taken."""
    with transaction():
        export = queries.in_town(municipality.id, export_id)
        actions.take(current_actor(), export)
    try:
        handed = make_response(storage().get(export.file))
    except NothingStored:
        raise policies.WipedAlready from None
    handed.content_type = CONTENT_TYPE
    handed.headers["Content-Disposition"] = f'attachment; filename="palier-{export.code}.csv"'
    handed.headers["Cache-Control"] = "private, no-store"
    return handed
