"""The list of a quartier that is not open: how many are missing, joining, inviting others."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, reader, signed_in
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.openings.actions import quartiers as quartiers_actions
from neighbourhood.openings.queries import waiting
from neighbourhood.openings.views.blueprint import bp
from neighbourhood.places.queries import get_quartier
from neighbourhood.residents.access import CHOSEN_QUARTIER, current_actor


@bp.app_template_global("place_in_line")
def place_in_line() -> waiting.Place | None:
    """Return the quartier for which whoever signed in waits, or would, from its page."""
    mine = waiting.waits_for(current_user.id)
    if mine is not None:
        return waiting.place(mine, current_user.id)
    chosen = session.get(CHOSEN_QUARTIER)
    quartier = get_quartier(chosen) if chosen else None
    if quartier is None or quartier.is_open:
        session.pop(CHOSEN_QUARTIER, None)
        return None
    return waiting.place(quartier, None)


@bp.get("/quartiers/<int:quartier_id>/ouverture")
@anyone
def opening(quartier_id: int) -> ResponseReturnValue:
    """Say how many neighbours are missing before a quartier opens, and how to be one of them."""
    quartier = get_quartier(quartier_id)
    known = reader()
    if quartier.is_open:
        proving = known.is_authenticated and not known.may_read
        where = way_to("prove address") if proving else None
        return redirect(where or url_for("places.quartier", quartier_id=quartier_id), 303)
    if not known.is_authenticated:
        session[CHOSEN_QUARTIER] = quartier_id
    return render_template(
        "neighbourhood/openings/opening.html",
        place=waiting.place(quartier, known.id if known.is_authenticated else None),
        shared=link("openings.opening", quartier_id=quartier_id),
    )


@bp.post("/quartiers/<int:quartier_id>/attendre")
@signed_in
@limit("30 per hour")
def wait(quartier_id: int) -> ResponseReturnValue:
    """Put oneself on the list of a quartier."""
    get_quartier(quartier_id)
    with transaction():
        quartier = quartiers_actions.wait(current_actor(), quartier_id)
    session.pop(CHOSEN_QUARTIER, None)
    if quartier.is_open:
        flash(gettext("Grâce à vous, %(quartier)s ouvre !", quartier=quartier.name))
        return redirect(way_to("prove address"), 303)
    flash(gettext("Vous êtes sur la liste de %(quartier)s.", quartier=quartier.name))
    return redirect(url_for("openings.opening", quartier_id=quartier_id), 303)


@bp.post("/moi/liste-d-attente/quitter")
@signed_in
def wait_no_more() -> ResponseReturnValue:
    """Take oneself off the list."""
    with transaction():
        quartiers_actions.wait_no_more(current_actor().id)
    flash(gettext("Vous n’êtes plus sur la liste. Vous pouvez y revenir quand vous voulez."))
    return redirect(way_to("home"), 303)


@bp.get("/quartiers/<int:quartier_id>/affiche")
@anyone
def notice(quartier_id: int) -> ResponseReturnValue:
    """Give a page to print and to put up in the entrance of a building."""
    quartier = get_quartier(quartier_id)
    return render_template(
        "neighbourhood/openings/notice.html",
        place=waiting.place(quartier, None),
        shared=link("openings.opening", quartier_id=quartier_id),
    )
