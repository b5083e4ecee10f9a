"""Making a group, one thing a page; and changing what it is."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import making
from neighbourhood.groups.forms.making import (
    STEPS,
    EditForm,
    NatureForm,
    first_gap,
    nature_of,
    text_of,
    typed_text,
    wording_of,
)
from neighbourhood.groups.kinds import ANSWERED, MAY_JOIN, READ_GROUP
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import groups, members
from neighbourhood.groups.subjects import ENTRIES, NATURES
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

GROUP = Steps("group", "groups", STEPS, beside=("restart",), facts=ANSWERED)


@bp.route("/creer", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
def begin() -> ResponseReturnValue:
    """Step 1: what brings people together."""
    walk, form = GROUP.walk(), NatureForm()
    if form.validate_on_submit():
        walk.keep(nature=form.nature.data.value)
        return walk.go("text")
    return walk.show("begin", form, natures=NATURES)


@bp.route("/creer/texte", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("120 per hour")
def text() -> ResponseReturnValue:
    """Step 2: its name, what one does there, who finds it."""
    walk = GROUP.walk()
    nature = nature_of(walk.answers)
    if nature is None:
        return walk.go("begin")
    if request.method == "POST":
        walk.keep(**typed_text(request.form))
    form = text_of(walk.answers)
    right = request.method == "POST" and form.validate()
    told = NATURES[nature]
    return walk.leaving("text") or walk.next(
        "text", form, right=right, nature=told, entries=ENTRIES
    )


@bp.route("/creer/apercu", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("20 per hour")
def preview() -> ResponseReturnValue:
    """Step 3: read it as neighbours will, then make it."""
    walk = GROUP.walk()
    if request.method == "GET":
        gap = first_gap(walk.answers)
        return walk.go(gap) if gap else _preview(walk)
    with walk.ending(first_gap) as answers:
        group = making.make(current_actor(), wording=wording_of(answers))
    flash(gettext("Votre groupe existe. Invitez une première personne."))
    return redirect(group.path, 303)


def _preview(walk: Walk) -> ResponseReturnValue:
    wording = wording_of(walk.answers)
    alike = groups.called_near(current_user, wording.title)
    nature = NATURES[wording.nature]
    return walk.show("preview", wording=wording, nature=nature, entries=ENTRIES, alike=alike)


def _before_restart() -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Votre brouillon sera effacé pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("groups.begin"), gettext("Mon brouillon")),
    )


@bp.route("/creer/recommencer", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@asks_first(_before_restart)
def restart() -> ResponseReturnValue:
    """Forget the draft."""
    walk = GROUP.walk()
    walk.begin_anew()
    return walk.go("begin")


@bp.route("/<int:group_id>/modifier", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def edit(group_id: int) -> ResponseReturnValue:
    """Change its name, its words, its rule, who finds it and how one comes in."""
    group = groups.get_visible(current_user, group_id)
    if not policies.may_edit(current_actor(), members.membership_of(current_user, group)):
        raise Missing
    form, read = EditForm.of(group), READ_GROUP.first_drawn(group)
    if form.validate_on_submit():
        with transaction():
            same = READ_GROUP.unchanged(groups.get_visible(current_user, group_id))
            making.edit(current_actor(), same, wording=form.wording(same.nature))
        flash(gettext("C’est modifié."))
        return redirect(group.path, 303)
    shown = {"form": form, "group": group, "read": read, "entries": ENTRIES}
    page = render_template("neighbourhood/groups/edit.html", **shown)
    return page, 422 if form.errors else 200


@bp.post("/<int:group_id>/reveiller")
@represented(MAY_JOIN)
@verified
def wake(group_id: int) -> ResponseReturnValue:
    """Wake a group that fell asleep."""
    with transaction():
        group = groups.get_visible(current_user, group_id)
        making.wake(current_actor(), group)
    flash(gettext("Le groupe est réveillé. Dites bonjour."))
    return redirect(group.path, 303)


def _before_closing(group_id: int) -> Ending:
    group = groups.get_visible(current_user, group_id)
    if not policies.may_close(current_actor(), members.membership_of(current_user, group)):
        raise Missing
    return Ending(
        title=gettext("Fermer le groupe « %(name)s » ?", name=group.title),
        happens=(
            gettext("Plus personne ne le trouve, et plus personne n’y entre."),
            gettext("Ses membres peuvent encore lire ce qui s’y est dit."),
            gettext("On ne peut pas le rouvrir. Pour le confier à quelqu’un, quittez-le plutôt."),
        ),
        word=gettext("Fermer le groupe"),
        back=(group.path, gettext("Le groupe")),
        of=(READ_GROUP, group),
    )


@bp.route("/<int:group_id>/fermer", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@asks_first(_before_closing)
def close(group_id: int) -> ResponseReturnValue:
    """Close it for good."""
    with transaction():
        group = READ_GROUP.unchanged(groups.get_visible(current_user, group_id))
        making.close(current_actor(), group)
    flash(gettext("Le groupe est fermé."))
    return redirect(group.path, 303)
