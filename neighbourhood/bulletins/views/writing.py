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
from neighbourhood.feed.forms import reach_asked
from neighbourhood.foundation.storing import pictures
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
        walk.keep(topic=form.topic.data, **reach_asked(request.args))
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
    word = named(TOPIC_LIST.code, topic)
    if request.method == "GET":
        found = pictures.of_draft(walk.answers)
        return walk.show("text", text_of(walk.answers), topic=word, photos=found)

    def asked() -> TextForm:
        return TextForm().ask_about(topic)

    return photos.answer_step(walk, "text", asked, typed_text(request.form), topic=word)


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
    return photos.begin_anew(BULLETIN.walk())


@bp.get("/ecrire/photo/<name>")
@represented(MAY_SAY)
@verified
def draft_photo(name: str) -> Response:
    """Show the photo of one’s own draft."""
    return photos.hand_out_of_draft(BULLETIN.walk(), name)
