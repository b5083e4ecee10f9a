"""Welcoming newcomers, and being welcomed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.directory import policies
from neighbourhood.directory.actions import welcomes as actions
from neighbourhood.directory.forms import WelcomeForm
from neighbourhood.directory.kinds import MAY_BE_LISTED, READ_WELCOME
from neighbourhood.directory.models import Welcome
from neighbourhood.directory.queries import hellos, welcomes
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor, without_charter
from neighbourhood.residents.queries.neighbours import name_for


@bp.get("/bienvenue")
@represented(MAY_BE_LISTED)
@verified
def welcome() -> ResponseReturnValue:
    """Show a newcomer who welcomes them."""
    found = welcomes.welcomes_for(current_user)
    return render_template(
        "neighbourhood/directory/welcome.html",
        welcomes=found,
        hellos=hellos.with_others(current_user.id, [each.resident_id for each in found]),
        turned_away=welcomes.turned_away(current_user),
        kind=welcomes.WELCOMED,
        is_newcomer=welcomes.is_newcomer(current_user),
        name_for=name_for,
        may=policies,
    )


@bp.get("/bienvenue/<int:welcome_id>")
@represented(MAY_BE_LISTED)
@verified
def one_welcome(welcome_id: int) -> ResponseReturnValue:
    """Show one welcome to whom it is for, and to its author."""
    found = welcomes.get_welcome(current_user, welcome_id)
    return render_template(
        "neighbourhood/directory/one_welcome.html",
        welcome=found,
        name=name_for(found.resident, current_user),
        hello=hellos.between(current_user.id, found.resident_id),
        may=policies,
    )


@bp.post("/bienvenue/fermer")
@signed_in
@undone_by("notifications.unmute")
def turn_away() -> ResponseReturnValue:
    """See no welcomes any more, in one tap."""
    with transaction():
        actions.turn_away(current_actor())
    flash(gettext("C’est noté : les mots de bienvenue ne vous sont plus montrés."))
    return redirect(url_for("directory.welcome"), 303)


@bp.route("/mon-bienvenue", methods=["GET", "POST"])
@represented(MAY_BE_LISTED)
@verified
@limit("60 per hour")
def my_welcome() -> ResponseReturnValue:
    """Write a few words for those who come."""
    found = welcomes.welcome_of(current_user.id)
    stands = found is not None and found.stands
    form = WelcomeForm(obj=found if stands else None)
    if form.validate_on_submit() and not form.gives_pause(current_user, form.text.data or ""):
        with transaction():
            known = welcomes.welcome_of(current_user.id)
            if known is not None and known.stands:
                READ_WELCOME.unchanged(known)
            actions.write(current_actor(), text=form.text.data)
        flash(gettext("Merci ! Les personnes qui arrivent liront votre mot."))
        return redirect(url_for("directory.my_welcome"), 303)
    page = render_template(
        "neighbourhood/directory/my_welcome.html",
        form=form,
        welcome=found,
        stands=stands,
        read=READ_WELCOME.first_drawn(found) if stands else "",
    )
    return page, 422 if form.errors else 200


def _own() -> Welcome:
    found = welcomes.welcome_of(current_user.id)
    if found is None:
        raise Missing
    return found


@bp.post("/mon-bienvenue/retirer")
@represented(MAY_BE_LISTED)
@without_charter
@signed_in
@undone_by("directory.welcome_again")
def stop_welcoming() -> ResponseReturnValue:
    """Welcome nobody any more, in one tap."""
    with transaction():
        actions.stop(current_actor(), _own())
    flash(gettext("Votre mot de bienvenue est retiré. Dans dix minutes, il est effacé."))
    return redirect(url_for("directory.my_welcome"), 303)


@bp.post("/mon-bienvenue/revenir")
@represented(MAY_BE_LISTED)
@verified
def welcome_again() -> ResponseReturnValue:
    """Go back on having stopped."""
    with transaction():
        actions.come_back(current_actor(), _own())
    flash(gettext("C’est comme avant : votre mot de bienvenue est en ligne."))
    return redirect(url_for("directory.my_welcome"), 303)
