"""Reading a word and what is answered to it, and what its author does with it."""

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.bulletins import policies, queries
from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.forms import AnswerForm, EditForm
from neighbourhood.bulletins.kinds import MAY_SAY, READ_ANSWER, READ_WORD
from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.bulletins.subjects import STATUSES, TOPIC_LIST, ready_answers
from neighbourhood.bulletins.views.blueprint import bp
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor, Page
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.notifications.actions import mute as silence
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import mute_of
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.audiences import street_for
from neighbourhood.residents.queries.neighbours import name_for


def form_for(bulletin: Bulletin, **options: object) -> AnswerForm:
    """Return the form of an answer, with the sentences that suit its writer."""
    is_author = bulletin.author_id == current_user.id
    return AnswerForm(ready_answers(bulletin.topic, author=is_author), **options)


def page_of(bulletin: Bulletin, form: AnswerForm) -> ResponseReturnValue:
    """Show a word as its reader may see it, with what is answered and the form for more."""
    is_author = bulletin.author_id == current_user.id
    page = render_template(
        "neighbourhood/bulletins/show.html",
        bulletin=bulletin,
        form=form,
        is_author=is_author,
        name=name_for(bulletin.author, current_user),
        street=street_for(bulletin.author, current_user),
        topic=named(TOPIC_LIST.code, bulletin.topic),
        statuses=STATUSES,
        answers=_answers(bulletin),
        total=queries.read_count(current_user, bulletin),
        is_told=is_author or queries.has_answered(current_user.id, bulletin),
        is_muted=mute_of(current_user.id, What.THREAD, bulletin.id) is not None,
        name_for=name_for,
        may=policies,
        read=READ_WORD.drawn(bulletin),
        read_answer=READ_ANSWER.drawn,
    )
    return page, 422 if form.errors else 200


def _answers(bulletin: Bulletin) -> Page[Answer]:
    if "fin" in request.args:
        return queries.last_of_thread(current_user, bulletin)
    after = Cursor.parse(request.args.get("after"))
    return queries.thread(current_user, bulletin, after)


@bp.get("/<int:bulletin_id>")
@represented()
@signed_in
def show(bulletin_id: int) -> ResponseReturnValue:
    """Show one word and its thread."""
    bulletin = queries.get_visible(current_user, bulletin_id)
    return page_of(bulletin, form_for(bulletin, formdata=None))


@bp.get("/<int:bulletin_id>/photo/<name>")
@represented()
@signed_in
def photo(bulletin_id: int, name: str) -> Response:
    """Show the photo of a word to those who may see the word."""
    bulletin = queries.get_visible(current_user, bulletin_id)
    return photos.hand_out(pictures.key_named(bulletin.photos, name))


@bp.route("/<int:bulletin_id>/modifier", methods=["GET", "POST"])
@represented(MAY_SAY)
@verified
@limit("60 per hour")
def edit(bulletin_id: int) -> ResponseReturnValue:
    """Change the words, the place, the end, the reach or the photo."""
    bulletin = queries.get_own(current_user, bulletin_id)
    if not policies.may_edit(current_actor(), bulletin):
        return redirect(bulletin.path, 303)
    form, read = EditForm.of(bulletin), READ_WORD.first_drawn(bulletin)
    kept = photos.left_by(form, bulletin.photos)
    if kept is not None:
        return _save(bulletin, form, kept)
    described = pictures.described(bulletin.photos, request.form)
    shown = {"form": form, "bulletin": bulletin, "photos": described, "read": read}
    page = render_template("neighbourhood/bulletins/edit.html", **shown)
    return page, 422 if form.errors else 200


def _save(bulletin: Bulletin, form: EditForm, kept: list[Photo]) -> ResponseReturnValue:
    before = bulletin.photos
    with transaction():
        own = READ_WORD.unchanged(queries.get_own(current_user, bulletin.id))
        words.edit(current_actor(), own, wording=form.wording(own.topic, kept))
    photos.forget(pictures.taken_away(before, kept))
    flash(gettext("C’est modifié. La date du changement est affichée."))
    return redirect(bulletin.path, 303)


@bp.post("/<int:bulletin_id>/clore")
@represented(MAY_SAY)
@verified
@undone_by("bulletins.put_back")
def close(bulletin_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    with transaction():
        bulletin = READ_WORD.unchanged(queries.get_own(current_user, bulletin_id))
        words.close(current_actor(), bulletin)
    flash(gettext("La discussion est close. On peut encore la lire."))
    return redirect(bulletin.path, 303)


@bp.post("/<int:bulletin_id>/retirer")
@represented(MAY_SAY)
@verified
@undone_by("bulletins.put_back")
def withdraw(bulletin_id: int) -> ResponseReturnValue:
    """Take a word down."""
    with transaction():
        bulletin = READ_WORD.unchanged(queries.get_own(current_user, bulletin_id))
        words.withdraw(current_actor(), bulletin)
    flash(gettext("Votre mot est retiré."))
    return redirect(bulletin.path, 303)


@bp.post("/<int:bulletin_id>/revenir")
@represented(MAY_SAY)
@verified
def put_back(bulletin_id: int) -> ResponseReturnValue:
    """Go back on the end of a word or of its thread."""
    with transaction():
        bulletin = READ_WORD.unchanged(queries.get_own(current_user, bulletin_id))
        words.put_back(current_actor(), bulletin)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(bulletin.path), 303)


@bp.post("/<int:bulletin_id>/prolonger")
@represented(MAY_SAY)
@verified
def renew(bulletin_id: int) -> ResponseReturnValue:
    """Show a word for as long again."""
    with transaction():
        bulletin = READ_WORD.unchanged(queries.get_own(current_user, bulletin_id))
        words.renew(current_actor(), bulletin)
    flash(gettext("C’est prolongé : votre mot reste en ligne."))
    return redirect(bulletin.path, 303)


@bp.post("/<int:bulletin_id>/silence")
@signed_in
@undone_by("notifications.unmute")
def mute(bulletin_id: int) -> ResponseReturnValue:
    """Be told no more of what is answered here."""
    bulletin = queries.get_visible(current_user, bulletin_id)
    with transaction():
        silence(current_actor(), What.THREAD, thing_id=bulletin.id)
    flash(gettext("C’est noté : cette discussion ne vous prévient plus."))
    return redirect(bulletin.path, 303)


@bp.get("/miens")
@represented(MAY_SAY)
@signed_in
def mine() -> ResponseReturnValue:
    """List my words and those I answered."""
    return render_template(
        "neighbourhood/bulletins/mine.html",
        page=queries.mine(current_user, Cursor.parse(request.args.get("after"))),
        answered=queries.answered_by(current_user),
        statuses=STATUSES,
    )
