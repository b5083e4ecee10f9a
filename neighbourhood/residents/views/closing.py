"""Closing my account, and coming back within two weeks."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import unsent
from neighbourhood.foundation.web.access import anyone, even_suspended, signed_in
from neighbourhood.foundation.web.ending import asked_on
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents import mails
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.forms.accounts import PresentPasswordForm
from neighbourhood.residents.models.closings import BACK_WITHIN
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from neighbourhood.residents.views import sessions
from neighbourhood.residents.views.blueprint import bp, gives_password, page_of

_FORM_TOKEN = "csrf_token"  # noqa: S105 - where the session keeps it


@bp.route("/moi/fermer", methods=["GET", "POST"])
@even_suspended
@signed_in
@limit("10 per hour")
@asked_on("residents.close")
def close() -> ResponseReturnValue:
    """Say what closing the account ends, ask for the password, and close it."""
    form, refusals = PresentPasswordForm(), closings.refusals(current_user)
    if refusals or not form.validate_on_submit() or not gives_password(current_user, form.present):
        ends, due = closings.endings(current_user), now() + BACK_WITHIN
        return page_of("close", form, refusals=refusals, ends=ends, due=due)
    with transaction():
        mails.closed(closing.close(current_actor()))
    unsent.leave_nothing()
    resident = current_user._get_current_object()  # noqa: SLF001 - how werkzeug opens its proxies
    return sessions.to_the_way_back(resident)


@bp.get("/compte-ferme")
@even_suspended
@anyone
def closed() -> ResponseReturnValue:
    """Say until when the account may be opened again, to whoever has just proved it is theirs."""
    resident = sessions.at_the_door()
    found = closings.under_way(resident.id) if resident else None
    if found is None:
        return redirect(url_for("residents.sign_in"), 303)
    return render_template("neighbourhood/residents/closed.html", closing=found)


@bp.post("/compte-ferme/revenir")
@even_suspended
@anyone
@limit("20 per hour")
def come_back() -> ResponseReturnValue:
    """Open the account again, and go inside."""
    resident = sessions.at_the_door()
    if resident is None:
        return _back_already()
    # Pressed twice, the second is the same person in the same browser.
    token = session.get(_FORM_TOKEN)
    with transaction():
        resident = closing.come_back(resident)
    answer = sessions.welcome(resident)
    if token is not None:
        session[_FORM_TOKEN] = token
    flash(_said_to(resident))
    return answer


def _back_already() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect(url_for("residents.sign_in"), 303)
    flash(gettext("C’est déjà fait : votre compte est ouvert."), "info")
    return redirect(way_to("home"), 303)


def _said_to(resident: Resident) -> str:
    if resident.excluded_at is not None:
        said = gettext("Votre compte n’est plus fermé. La décision qui vous exclut, elle, tient.")
    else:
        said = gettext(
            "Vous voilà de retour : votre compte est ouvert. Ce que d’autres attendaient de vous a "
            "pris fin, et les mandats aussi."
        )
    return str(said)


@bp.post("/compte-ferme/partir")
@even_suspended
@anyone
def leave_closed() -> ResponseReturnValue:
    """Leave the account closed, and forget in this browser whose it was."""
    session.clear()
    return redirect(way_to("home"), 303)
