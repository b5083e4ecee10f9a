"""Acting for somebody: taking their place in this browser, within the mandate, and leaving it."""

from flask import current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.web.access import at_the_screen, signed_in
from neighbourhood.foundation.web.csrf import draw_anew
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.mandates.access import ACTING, OVER, represented, stay_within
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import MandateGone, MandateOver
from neighbourhood.mandates.queries import acting
from neighbourhood.mandates.queries.mandates import concerning
from neighbourhood.mandates.views.blueprint import bp
from neighbourhood.residents.access import without_charter
from neighbourhood.residents.acting import Actor, finds_actor
from neighbourhood.residents.models.residents import Resident

# In the session, where one came from.
_BACK = "acting_from"
# What is the same for everyone, whoever they act for.
_FREE = {
    "static",
    "pages.language",
    "residents.sign_out",
    "health.healthz",
    "health.readyz",
    "places.index",
    "places.quartier",
}


@finds_actor
def find_actor(resident: Resident) -> Actor:
    """Return whom `resident` acts for in this browser, else themselves."""
    mandate_id = session.get(ACTING)
    if mandate_id is None:
        return Actor.of(resident)
    found = acting.represented(resident, mandate_id)
    setattr(g, OVER, found is None)
    return found or Actor.of(resident)


@bp.before_app_request
def keep_within_mandate() -> ResponseReturnValue | None:
    """Open to an agent only the pages that say so; stop acting when the mandate is over."""
    if request.endpoint in _FREE or request.endpoint is None or ACTING not in session:
        return None
    _ = current_user.is_authenticated
    if g.get(OVER):
        return _come_back()
    view = current_app.view_functions[request.endpoint]
    stay_within(getattr(view, "scopes", frozenset()))
    return None


def _come_back() -> ResponseReturnValue:
    leave()
    measure = at_the_screen().refusal_by_measure
    if request.method != "GET":
        raise measure or MandateOver
    if measure is None:
        flash(gettext("Le mandat a pris fin. Vous agissez de nouveau en votre nom."), "info")
    else:
        said = gettext("Une mesure concerne votre compte : vous n’agissez plus pour personne.")
        flash(said, "info")
    return redirect(url_for("mandates.index"))


@bp.post("/mandats/<int:mandate_id>/agir")
@signed_in
def act_for(mandate_id: int) -> ResponseReturnValue:
    """Take the place of a principal in this browser."""
    mandate = concerning(current_user, mandate_id)
    return take_place(mandate, back=url_for("mandates.index"))


def take_place(mandate: Mandate, *, back: str) -> ResponseReturnValue:
    """Act by `mandate` from the next page on; who stops is sent `back`."""
    if acting.represented(current_user, mandate.id) is None:
        raise current_user.refusal_by_measure or MandateGone
    session[ACTING] = mandate.id
    session[_BACK] = back
    _make_forms_stale(mandate.principal_id)
    flash(gettext("Vous agissez maintenant pour %(name)s.", name=mandate.principal.full_name))
    return redirect(way_to("home"), 303)


@bp.post("/mandats/cesser")
@represented()
@without_charter
@signed_in
def stop_acting() -> ResponseReturnValue:
    """Be oneself again."""
    back = session.get(_BACK) or url_for("mandates.index")
    leave()
    flash(gettext("Vous agissez de nouveau en votre nom."))
    return redirect(back, 303)


def leave() -> None:
    """Act in one’s own name from the next request on; forms opened before then are stale."""
    session.pop(ACTING, None)
    session.pop(_BACK, None)
    _make_forms_stale(at_the_screen().id)


def _make_forms_stale(principal_id: int) -> None:
    # A form opened in another tab in one name must not be sent in another.
    draw_anew(f"{at_the_screen().id}:{principal_id}")
