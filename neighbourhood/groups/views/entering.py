"""Coming into a group, asking to, leaving it, and one’s first steps there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import Ending, asks_first, undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import answering, entering, handing
from neighbourhood.groups.forms.entering import AskForm
from neighbourhood.groups.kinds import MAY_JOIN, READ_GROUP
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.policies import handing as may_hand
from neighbourhood.groups.queries import groups, members
from neighbourhood.groups.queries import handing as handovers
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.post("/<int:group_id>/entrer")
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def enter(group_id: int) -> ResponseReturnValue:
    """Come in."""
    with transaction():
        group = READ_GROUP.unchanged(groups.get_visible(current_user, group_id))
        entering.enter(current_actor(), group)
    flash(gettext("Bienvenue dans ce groupe."))
    return redirect(group.path, 303)


@bp.route("/<int:group_id>/demander", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("20 per hour")
def ask(group_id: int) -> ResponseReturnValue:
    """Ask to come in, with a few words."""
    group, form = groups.get_visible(current_user, group_id), AskForm()
    if not policies.may_ask(current_actor(), group, members.membership_of(current_user, group)):
        return redirect(group.path, 303)
    words = form.words.data or ""
    if not form.validate_on_submit() or form.gives_pause(current_user, words):
        shown = {"group": group, "form": form, "read": READ_GROUP.first_drawn(group)}
        page = render_template("neighbourhood/groups/ask.html", **shown)
        return page, 422 if form.errors else 200
    with transaction():
        same = READ_GROUP.unchanged(groups.get_visible(current_user, group_id))
        entering.ask(current_actor(), same, words=words)
    flash(gettext("Votre demande est partie."))
    return redirect(group.path, 303)


def _before_taking_back(group_id: int) -> Ending:
    group = groups.of_member(current_user, group_id)
    membership = members.membership_of(current_user, group)
    if not policies.may_take_back(current_actor(), membership):
        raise Missing
    invited = membership is not None and membership.is_invited
    if invited:
        asked, word = gettext("Refuser l’invitation ?"), gettext("Non merci")
    else:
        asked, word = gettext("Reprendre votre demande ?"), gettext("Reprendre ma demande")
    return Ending(
        title=asked,
        happens=(gettext("Personne n’est prévenu. Vous pourrez y revenir plus tard."),),
        word=word,
        back=(group.path, gettext("Le groupe")),
        harmless=True,
    )


@bp.route("/<int:group_id>/renoncer", methods=["GET", "POST"])
@represented(MAY_JOIN)
@signed_in
@asks_first(_before_taking_back)
def take_back(group_id: int) -> ResponseReturnValue:
    """Say that one does not want to come in after all; one may ask again."""
    with transaction():
        group = groups.of_member(current_user, group_id)
        entering.take_back(current_actor(), group)
    flash(gettext("C’est noté. Vous pouvez changer d’avis."))
    return redirect(url_for("groups.index"), 303)


@bp.post("/<int:group_id>/quitter")
@represented(MAY_JOIN)
@signed_in
@undone_by("groups.come_back")
def leave(group_id: int) -> ResponseReturnValue:
    """Leave quietly."""
    with transaction():
        group = groups.of_member(current_user, group_id)
        left = entering.leave(current_actor(), group)
        said = _said_of_leaving(group, left)
    flash(said)
    return redirect(group.place, 303)


def _said_of_leaving(group: Group, left: Membership) -> str:
    keepers = members.editors(current_user, group) if left.role is Role.EDITOR else ()
    if group.is_closed and not members.count(group):
        said = gettext("Vous avez quitté ce groupe. Il n’y restait personne : il est fermé.")
    elif group.author_id == current_user.id and not group.is_closed:
        said = gettext("Vous avez quitté ce groupe. On propose à un membre de s’en occuper.")
    elif len(keepers) == 1 and not group.is_closed:
        said = gettext(
            "Vous avez quitté ce groupe. %(name)s est maintenant la seule personne à s’en occuper.",
            name=name_for(keepers[0].resident, current_user),
        )
    else:
        said = gettext("Vous avez quitté ce groupe. Les autres ne sont pas prévenus.")
    return str(said)


@bp.post("/<int:group_id>/revenir")
@represented(MAY_JOIN)
@verified
def come_back(group_id: int) -> ResponseReturnValue:
    """Go back on having left."""
    with transaction():
        group = groups.of_member(current_user, group_id)
        entering.come_back(current_actor(), group)
    flash(gettext("C’est comme avant : vous êtes dans ce groupe."))
    return redirect(group.path, 303)


@bp.get("/<int:group_id>/ma-place")
@represented(MAY_JOIN)
@signed_in
def place(group_id: int) -> ResponseReturnValue:
    """Show how one stands with a group one has or had to do with: why, and what one may do."""
    group = groups.of_member(current_user, group_id)
    membership = members.membership_of(current_user, group)
    if membership is None:
        raise Missing
    waiting = handovers.waiting(group.id)
    return render_template(
        "neighbourhood/groups/place.html",
        group=group,
        membership=membership,
        is_asked=may_hand.is_asked(current_actor(), membership, waiting),
    )


@bp.post("/<int:group_id>/reprendre")
@verified
def take_over(group_id: int) -> ResponseReturnValue:
    """Look after a group that nobody looks after."""
    with transaction():
        group = groups.get_visible(current_user, group_id)
        handing.take_over(current_actor(), group)
    flash(gettext("Merci. C’est vous qui vous occupez de ce groupe."))
    return redirect(group.path, 303)


def _before_passing(group_id: int) -> Ending:
    group = groups.get_visible(current_user, group_id)
    return Ending(
        title=gettext("Ne pas vous en occuper ?"),
        happens=(gettext("On demandera à un autre membre. Vous restez dans le groupe."),),
        word=gettext("Je ne peux pas"),
        back=(group.path, gettext("Le groupe")),
        harmless=True,
    )


@bp.route("/<int:group_id>/passer", methods=["GET", "POST"])
@verified
@asks_first(_before_passing)
def pass_on(group_id: int) -> ResponseReturnValue:
    """Say that one cannot look after it."""
    with transaction():
        group = groups.get_visible(current_user, group_id)
        handing.pass_on(current_actor(), group)
    flash(gettext("C’est noté, sans souci. On demande à quelqu’un d’autre."))
    return redirect(group.path, 303)


@bp.post("/<int:group_id>/premiers-pas/<step>")
@represented(MAY_JOIN)
@verified
def step(group_id: int, step: str) -> ResponseReturnValue:
    """Tick a first step; the one that is to look around leads there."""
    with transaction():
        group = groups.get_visible(current_user, group_id)
        answering.mark(current_actor(), group, step)
    people = url_for("groups.people", group_id=group.id)
    return redirect(people if step == "people" else group.path, 303)
