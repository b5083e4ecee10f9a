"""Writing a word, one thing a page; the draft remembers every answer."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.bulletins import policies
from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.forms import (
    STEPS,
    TextForm,
    TopicForm,
    first_gap,
    text_of,
    topic_of,
    typed_text,
    wording_of,
)
from neighbourhood.bulletins.kinds import ANSWERED, MAY_SAY
from neighbourhood.bulletins.subjects import TOPIC_LIST, asked_of, topics_here
from neighbourhood.bulletins.views.blueprint import bp
from neighbourhood.foundation.storing import drafts, pictures
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

BULLETIN = Steps("bulletin", "bulletins", STEPS, beside=("restart", "draft_photo"), facts=ANSWERED)


@bp.route("/ecrire", methods=["GET", "POST"])
@represented(MAY_SAY)
@verified
def begin() -> ResponseReturnValue:
    """Step 1: which kind of word."""
    walk, form = BULLETIN.walk(), TopicForm()
    if form.validate_on_submit():
        walk.keep(topic=form.topic.data)
        return walk.go("text")
    enough = not policies.has_words_left(current_actor())
    return walk.show("begin", form, topics=topics_here(), asked_of=asked_of, enough=enough)


@bp.route("/ecrire/texte", methods=["GET", "POST"])
@represented(MAY_SAY)
@verified
@limit("120 per hour")
def text() -> ResponseReturnValue:
    """Step 2: the words, a photo, who reads them; going back or away keeps them too."""
    walk = BULLETIN.walk()
    topic = topic_of(walk.answers)
    if topic is None:
        return walk.go("begin")
    shown = {"topic": named(TOPIC_LIST.code, topic), "photos": pictures.of_draft(walk.answers)}
    if request.method == "GET":
        return walk.show("text", text_of(walk.answers), **shown)
    if walk.is_closing:
        photos.keep_at_closing(walk, typed_text(request.form))
        return "", 204
    form = TextForm().ask_about(topic)
    right = form.validate_on_submit()
    are_new = photos.keep_in_draft(walk, form, typed_text(request.form))
    right = right and not form.photos.errors
    if right and are_new and not request.form.get("go"):
        flash(gettext("Vos photos sont ajoutées. Décrivez-les si vous voulez, puis continuez."))
        return walk.go("text")
    shown["photos"] = pictures.of_draft(walk.answers)
    return walk.leaving("text") or walk.next("text", form, right=right, **shown)


@bp.route("/ecrire/apercu", methods=["GET", "POST"])
@represented(MAY_SAY)
@verified
@limit("20 per hour")
def preview() -> ResponseReturnValue:
    """Step 3: read it as others will, and who they are, then send it."""
    walk = BULLETIN.walk()
    if request.method == "GET":
        gap = first_gap(walk.answers)
        return walk.go(gap) if gap else _preview(walk)
    with walk.ending(first_gap) as answers:
        bulletin = words.write(current_actor(), wording=wording_of(answers))
    flash(gettext("C’est parti. Vos voisins peuvent répondre."))
    return redirect(bulletin.path, 303)


def _preview(walk: Walk) -> ResponseReturnValue:
    wording = wording_of(walk.answers)
    return walk.show("preview", wording=wording, topic=named(TOPIC_LIST.code, wording.topic))


def _before_restart() -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Votre brouillon, avec sa photo, sera effacé pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("bulletins.begin"), gettext("Mon brouillon")),
    )


@bp.route("/ecrire/recommencer", methods=["GET", "POST"])
@represented(MAY_SAY)
@verified
@asks_first(_before_restart)
def restart() -> ResponseReturnValue:
    """Forget the draft."""
    walk = BULLETIN.walk()
    photos.forget(drafts.files_of(walk.begin_anew()))
    return walk.go("begin")


@bp.get("/ecrire/photo/<name>")
@represented(MAY_SAY)
@verified
def draft_photo(name: str) -> Response:
    """Show the photo of one’s own draft."""
    found = pictures.of_draft(BULLETIN.walk().answers)
    return photos.hand_out(pictures.key_named(found, name))
