"""Links that a neighbour hands on, and what a stranger reads there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.directory import policies
from neighbourhood.directory.actions import links as actions
from neighbourhood.directory.queries import links as queries
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.outside.paper import picture
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.places.queries import get_quartier
from neighbourhood.residents.access import current_actor, without_charter


@bp.get("/invitations")
@verified
def invitations() -> ResponseReturnValue:
    """List the links I made."""
    return _page("")


@bp.post("/invitations")
@verified
@limit("20 per hour")
def make_link() -> ResponseReturnValue:
    """Make a link, which is shown this once."""
    with transaction():
        token = actions.make(current_actor())
    return _page(link("directory.invited", token=token))


def _page(address: str) -> str:
    return render_template(
        "neighbourhood/directory/invitations.html",
        links=queries.links_of(current_user),
        address=address,
        square=picture(address) if address else "",
        may=policies,
    )


@bp.post("/invitations/<int:link_id>/reprendre")
@without_charter
@signed_in
@undone_by("directory.give_again")
def take_back(link_id: int) -> ResponseReturnValue:
    """Take a link back: it leads nowhere any more."""
    with transaction():
        actions.take_back(current_actor(), queries.own_link(current_user, link_id))
    flash(gettext("Ce lien ne mène plus nulle part."))
    return redirect(url_for("directory.invitations"), 303)


@bp.post("/invitations/<int:link_id>/revenir")
@verified
def give_again(link_id: int) -> ResponseReturnValue:
    """Go back on having taken a link back."""
    with transaction():
        actions.give_again(current_actor(), queries.own_link(current_user, link_id))
    flash(gettext("C’est comme avant : le lien marche de nouveau."))
    return redirect(url_for("directory.invitations"), 303)


@bp.get("/invitation/<token>")
@anyone
@limit("120 per hour")
def invited(token: str) -> ResponseReturnValue:
    """Say to a stranger which quartier it is, and what; nothing is noted of who comes by."""
    found = queries.behind(token)
    if found is None:
        return render_template("neighbourhood/directory/link_too_old.html"), 410
    name = found.resident.public_name
    return render_template("neighbourhood/directory/invited.html", quartier=found.quartier, by=name)


@bp.get("/quartier/<int:quartier_id>")
@anyone
def come_in(quartier_id: int) -> ResponseReturnValue:
    """Say the same to whoever read the poster of a hall."""
    quartier = get_quartier(quartier_id)
    return render_template("neighbourhood/directory/invited.html", quartier=quartier, by="")
