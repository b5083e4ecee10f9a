"""Coming into a group, and leaving it."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import entering
from neighbourhood.groups.kinds import MAY_JOIN, READ_GROUP
from neighbourhood.groups.queries import groups
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor


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


@bp.post("/<int:group_id>/quitter")
@represented(MAY_JOIN)
@signed_in
@undone_by("groups.come_back")
def leave(group_id: int) -> ResponseReturnValue:
    """Leave quietly."""
    with transaction():
        group = groups.of_member(current_user, group_id)
        entering.leave(current_actor(), group)
    flash(gettext("Vous avez quitté ce groupe. Personne n’est prévenu."))
    return redirect(group.path, 303)


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
