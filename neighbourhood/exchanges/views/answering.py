"""Answering a notice, and answering back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions import leaving, replies, words
from neighbourhood.exchanges.forms.answering import (
    DeclineForm,
    ShortWordsForm,
    ThanksForm,
    WordsForm,
)
from neighbourhood.exchanges.kinds.deeds import MAY_POST, MAY_REPLY
from neighbourhood.exchanges.kinds.endings import LEAVING
from neighbourhood.exchanges.kinds.readings import READ_NOTICE, READ_REPLY
from neighbourhood.exchanges.kinds.words import GENTLE_DECLINES, SUGGESTIONS
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.exchanges.views.reading import page_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.post("/entraide/annonces/<int:notice_id>/reponses")
@represented(MAY_REPLY)
@verified
@limit("60 per hour")
def reply(notice_id: int) -> ResponseReturnValue:
    """Answer a notice."""
    notice = queries.get_visible(current_user, notice_id)
    form = WordsForm(SUGGESTIONS[notice.kind])
    if not form.validate_on_submit() or form.gives_pause(current_user, form.own.data or ""):
        return page_of(notice, form)
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_visible(current_user, notice_id))
        replies.reply(current_actor(), notice, text=form.text)
    flash(gettext("Votre réponse est partie."))
    return redirect(notice.path, 303)


@bp.post("/entraide/reponses/<int:reply_id>/accepter")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back_reply")
def accept(reply_id: int) -> ResponseReturnValue:
    """Say yes."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        replies.accept(current_actor(), given)
        name = name_for(given.helper, current_user)
    flash(gettext("C’est convenu avec %(name)s.", name=name))
    return redirect(back_or(given.notice.path), 303)


@bp.route("/entraide/reponses/<int:reply_id>/decliner", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back_reply")
def decline(reply_id: int) -> ResponseReturnValue:
    """Say no with a gentle sentence."""
    given = queries.get_reply(current_user, reply_id)
    if not policies.may_decline(current_actor(), given):
        raise Missing
    form = DeclineForm(GENTLE_DECLINES[given.notice.kind])
    if form.validate_on_submit():
        with transaction():
            again = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
            another = form.for_another
            replies.decline(current_actor(), again, answer=form.text, for_another=another)
        flash(gettext("Votre réponse est partie."))
        return redirect(back_or(given.notice.path), 303)
    page = render_template(
        "neighbourhood/exchanges/decline.html",
        form=form,
        reply=given,
        name=name_for(given.helper, current_user),
        back_path=back_or(given.notice.path),
        read=READ_REPLY.drawn(given),
    )
    return page, 422 if form.errors else 200


@bp.post("/entraide/reponses/<int:reply_id>/retirer")
@represented(MAY_REPLY)
@verified
@undone_by("exchanges.put_back_reply")
def withdraw_reply(reply_id: int) -> ResponseReturnValue:
    """Take one’s help back."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        replies.withdraw_reply(current_actor(), given)
    flash(gettext("C’est noté. Merci d’avoir prévenu."))
    return redirect(back_or(given.notice.path), 303)


@bp.route("/entraide/reponses/<int:reply_id>/pourquoi", methods=["GET", "POST"])
@represented(MAY_REPLY)
@verified
@limit("60 per hour")
def say_why(reply_id: int) -> ResponseReturnValue:
    """Say why one cannot any more, if one likes."""
    given = queries.get_reply(current_user, reply_id)
    if not policies.may_say_why(current_actor(), given):
        raise Missing
    form = ShortWordsForm(LEAVING)
    if form.validate_on_submit():
        with transaction():
            again = queries.get_reply(current_user, reply_id)
            leaving.say_why(current_actor(), again, reason=form.text)
        flash(gettext("Merci de l’avoir dit."))
        return redirect(back_or(given.notice.path), 303)
    page = render_template(
        "neighbourhood/exchanges/say_why.html",
        form=form,
        name=name_for(given.notice.author, current_user),
        back=back_or(given.notice.path),
    )
    return page, 422 if form.errors else 200


@bp.post("/entraide/reponses/<int:reply_id>/toujours")
@represented(MAY_REPLY)
@verified
def still_can(reply_id: int) -> ResponseReturnValue:
    """Say that one’s help still holds, now that a place is free again."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        leaving.still_can(current_actor(), given)
    flash(gettext("C’est dit. Merci !"))
    return redirect(back_or(given.notice.path), 303)


@bp.post("/entraide/reponses/<int:reply_id>/revenir")
@represented(MAY_POST, MAY_REPLY)
@verified
def put_back_reply(reply_id: int) -> ResponseReturnValue:
    """Go back on a yes, a no or a leaving."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        replies.put_back(current_actor(), given)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(given.notice.path), 303)


@bp.route("/entraide/reponses/<int:reply_id>/merci", methods=["GET", "POST"])
@represented(MAY_POST, MAY_REPLY)
@verified
@limit("60 per hour")
def thank(reply_id: int) -> ResponseReturnValue:
    """Write a few words, which the other reads once both wrote."""
    given = queries.get_reply(current_user, reply_id)
    if not policies.may_thank(current_actor(), given):
        raise Missing
    if queries.thanks_of(current_user, given) is not None:
        return redirect(back_or(given.notice.path), 303)
    form = ThanksForm()
    if form.validate_on_submit():
        with transaction():
            again = queries.get_reply(current_user, reply_id)
            said = words.write(current_actor(), again, text=form.text.data)
            is_open = said.opened_at is not None
        flash(_say_kept(is_open))
        return redirect(back_or(given.notice.path), 303)
    other = given.helper if given.helper_id != current_user.id else given.notice.author
    page = render_template(
        "neighbourhood/exchanges/thank.html",
        form=form,
        reply=given,
        name=name_for(other, current_user),
        back=back_or(url_for("exchanges.show", notice_id=given.notice_id)),
    )
    return page, 422 if form.errors else 200


def _say_kept(is_open: bool) -> str:
    if is_open:
        return str(gettext("C’est écrit. Vous pouvez lire le mot de l’autre personne."))
    return str(
        gettext(
            "C’est écrit. Votre mot sera lu quand les deux seront écrits, au plus tard dans "
            "quatorze jours."
        )
    )


@bp.route("/entraide/mots/<int:word_id>/repondre", methods=["GET", "POST"])
@represented(MAY_POST, MAY_REPLY)
@verified
@limit("60 per hour")
def answer_word(word_id: int) -> ResponseReturnValue:
    """Answer a word, once."""
    word = queries.get_word(current_user, word_id)
    if not policies.may_answer_word(current_actor(), word) or queries.is_answered(word):
        raise Missing
    form = ThanksForm()
    if form.validate_on_submit():
        with transaction():
            words.answer(
                current_actor(), queries.get_word(current_user, word_id), text=form.text.data
            )
        flash(gettext("Votre réponse est partie."))
        return redirect(word.reply.notice.path, 303)
    page = render_template(
        "neighbourhood/exchanges/answer_word.html",
        form=form,
        word=word,
        name=name_for(word.author, current_user),
    )
    return page, 422 if form.errors else 200
