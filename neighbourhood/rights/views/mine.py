"""What is held about me: on one page, in one file, and what I ask about it."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import even_suspended, signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import confirmed, current_actor
from neighbourhood.rights import actions, queries
from neighbourhood.rights.fields import reading as fields
from neighbourhood.rights.forms import RequestForm
from neighbourhood.rights.kinds import BASIS_WORDS, READ_REQUEST, REQUEST_WORDS, STATUS_WORDS
from neighbourhood.rights.mending import mended_at
from neighbourhood.rights.policies import FileGone
from neighbourhood.rights.rendering import held_about
from neighbourhood.rights.rendering import prepare as write_file
from neighbourhood.rights.views.blueprint import bp

MOST_SHOWN = 50


@bp.get("/moi/donnees")
@even_suspended
@signed_in
def mine() -> ResponseReturnValue:
    """Show everything held about me, by what it serves."""
    return render_template(
        "neighbourhood/rights/mine.html",
        held=held_about(current_user.id),
        archive=queries.latest_archive(current_user),
        lines=fields.lines,
        basis=BASIS_WORDS,
        mended_at=mended_at,
        most=MOST_SHOWN,
    )


@bp.post("/moi/donnees/fichier")
@even_suspended
@confirmed
@limit("6 per day")
def prepare() -> ResponseReturnValue:
    """Ask for the file; a job writes it."""
    with transaction():
        archive = actions.ask_archive(current_actor())
        enqueue_after_commit(write_file, archive.id)
    flash(gettext("Votre fichier se prépare. Nous vous écrirons dès qu’il est prêt."))
    return redirect(url_for("rights.mine"), 303)


@bp.get("/moi/donnees/fichier/<int:archive_id>")
@even_suspended
@confirmed
def download(archive_id: int) -> Response:
    """Hand my file out."""
    archive = queries.own_archive(current_user, archive_id)
    require(archive.is_ready, FileGone)
    try:
        answer = make_response(storage().get(archive.file))
    except NothingStored:
        raise FileGone from None
    answer.content_type = "application/zip"
    answer.headers["Content-Disposition"] = 'attachment; filename="palier-mes-donnees.zip"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.route("/moi/donnees/demander", methods=["GET", "POST"])
@even_suspended
@signed_in
@limit("20 per day")
def ask() -> ResponseReturnValue:
    """Ask for a correction, object, or put a question."""
    form = RequestForm()
    if form.validate_on_submit():
        with transaction():
            asked = actions.ask(current_actor(), kind=form.kind.data, words=form.words.data)
        flash(gettext("Votre demande est partie. Une personne vous répond dans le mois."))
        return redirect(url_for("rights.show_request", request_id=asked.id), 303)
    page = render_template(
        "neighbourhood/rights/ask.html",
        form=form,
        asked=queries.own_requests(current_user),
        kinds=REQUEST_WORDS,
        statuses=STATUS_WORDS,
    )
    return page, 422 if form.errors else 200


@bp.get("/moi/donnees/demandes/<int:request_id>")
@even_suspended
@signed_in
def show_request(request_id: int) -> ResponseReturnValue:
    """Show what I asked, and the answer."""
    asked = queries.own_request(current_user, request_id)
    return render_template(
        "neighbourhood/rights/request.html",
        asked=asked,
        kinds=REQUEST_WORDS,
        statuses=STATUS_WORDS,
    )


def _before_withdraw(request_id: int) -> Ending:
    asked = queries.own_request(current_user, request_id)
    return Ending(
        title=gettext("Retirer cette demande ?"),
        happens=(gettext("Personne n’y répondra. Vous pourrez en faire une autre."),),
        word=gettext("Retirer la demande"),
        back=(url_for("rights.show_request", request_id=request_id), gettext("Ma demande")),
        of=(READ_REQUEST, asked),
    )


@bp.route("/moi/donnees/demandes/<int:request_id>/retirer", methods=["GET", "POST"])
@even_suspended
@signed_in
@asks_first(_before_withdraw)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take back what I asked."""
    with transaction():
        asked = READ_REQUEST.unchanged(queries.own_request(current_user, request_id))
        actions.withdraw(current_actor(), asked)
    flash(gettext("Votre demande est retirée."))
    return redirect(url_for("rights.ask"), 303)
