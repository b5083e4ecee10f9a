"""Asking people to come: by a link that a member hands on, or from the page of a neighbour."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import leads_back_to, verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import answering, links
from neighbourhood.groups.forms.entering import InviteForm
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import groups, members
from neighbourhood.groups.queries import links as standing
from neighbourhood.groups.subjects import ENTRIES, NATURES, said_size
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for, profile


def _helped(group_id: int) -> Group:
    group = groups.get_visible(current_user, group_id)
    if not policies.may_help(current_actor(), members.membership_of(current_user, group)):
        raise Missing
    return group


def _page(group: Group, address: str = "") -> ResponseReturnValue:
    link = standing.standing_link(current_user, group)
    shown = {"group": group, "link": link, "address": address}
    return render_template("neighbourhood/groups/invite.html", **shown)


@bp.get("/<int:group_id>/inviter")
@represented(MAY_JOIN)
@verified
def invite(group_id: int) -> ResponseReturnValue:
    """Show how to ask people to come."""
    return _page(_helped(group_id))


@bp.post("/<int:group_id>/inviter")
@represented(MAY_JOIN)
@verified
@limit("20 per hour")
def make_link(group_id: int) -> ResponseReturnValue:
    """Make a link, which is shown this once."""
    with transaction():
        group = _helped(group_id)
        token = links.make_link(current_actor(), group)
    return _page(group, url_for("groups.led", token=token, _external=True))


def _before_revoking(group_id: int) -> Ending:
    group = _helped(group_id)
    return Ending(
        title=gettext("Arrêter ce lien ?"),
        happens=(gettext("Plus personne n’entrera par ce lien. Qui est déjà entré reste."),),
        word=gettext("Arrêter le lien"),
        back=(url_for("groups.invite", group_id=group.id), gettext("Inviter")),
    )


@bp.route("/<int:group_id>/inviter/arreter", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@asks_first(_before_revoking)
def revoke(group_id: int) -> ResponseReturnValue:
    """End one’s own link."""
    with transaction():
        group = _helped(group_id)
        answering.revoke(current_actor(), group)
    flash(gettext("Le lien est arrêté."))
    return redirect(url_for("groups.invite", group_id=group.id), 303)


@bp.get("/lien/<token>")
@represented(MAY_JOIN)
@leads_back_to("groups.index")
@verified
@limit("60 per hour")
def led(token: str) -> ResponseReturnValue:
    """Show the group that a link leads into, before one comes in."""
    link = standing.led_by(current_user, token)
    known = members.membership_of(current_user, link.group)
    if policies.may_read(current_actor(), known):
        return redirect(link.group.path, 303)
    return render_template(
        "neighbourhood/groups/led.html",
        group=link.group,
        token=token,
        natures=NATURES,
        entries=ENTRIES,
        size=said_size(members.count(link.group)),
    )


@bp.post("/lien/<token>")
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def enter_by(token: str) -> ResponseReturnValue:
    """Come in by a link."""
    with transaction():
        membership = answering.enter_by(current_actor(), token)
    flash(gettext("Bienvenue dans ce groupe."))
    return redirect(membership.group.path, 303)


@bp.route("/inviter/<int:resident_id>", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("40 per hour")
def ask_neighbour(resident_id: int) -> ResponseReturnValue:
    """Ask a neighbour into one of one’s groups, from their page."""
    neighbour = profile(current_user, resident_id)
    form, found = InviteForm(), groups.to_invite_to(current_user, neighbour)
    form.group_id.choices = [(group.id, group.title) for group in found]
    if not form.validate_on_submit():
        name = name_for(neighbour, current_user)
        shown = {"form": form, "neighbour": neighbour, "name": name, "found": found}
        page = render_template("neighbourhood/groups/ask_neighbour.html", **shown)
        return page, 422 if form.errors else 200
    with transaction():
        group = _helped(form.group_id.data)
        answering.invite(current_actor(), group, profile(current_user, resident_id))
    flash(gettext("L’invitation est partie. Rien ne presse."))
    return redirect(group.path, 303)
