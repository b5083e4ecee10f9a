"""Who is signed in with this browser: the token of the cookie, and the half-way house before it."""

from datetime import timedelta

from flask import Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.extensions import login_manager
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web import unsent, witnessing
from neighbourhood.foundation.web.csrf import draw_anew
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.witnessing import By, Result
from neighbourhood.residents.access import CARRIED, TOKEN, note_confirmed
from neighbourhood.residents.acting import resolve
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.events import seen_again
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.policies import has_second_factor
from neighbourhood.residents.queries import accounts, closings
from neighbourhood.residents.queries.signed_in import by_sign_in
from neighbourhood.residents.views import known
from neighbourhood.residents.views.blueprint import bp

HALF_WAY = "half-way"
HALF_WAY_FOR = timedelta(minutes=10)
AT_THE_DOOR = "at the door of a closed account"


@login_manager.request_loader
def load_resident(_request: object) -> Resident | None:
    """Find who is signed in, from the token of the session cookie."""
    token = session.get(TOKEN)
    found = by_sign_in(token) if token else None
    if found is None:
        return None
    resident, sign_in_id, last_seen, charter_due = found
    if last_seen < now() - sign_ins.SEEN_EVERY:
        g.seen_again = sign_in_id
        session.modified = True  # the cookie, too, lives on while it is used
    g.at_the_screen, g.sign_in_id, g.charter_due = resident, sign_in_id, charter_due
    witnessing.calls(resident.id)
    acting = resolve(resident)
    g.actor = acting
    return acting.resident


@bp.after_app_request
def note_seen(response: Response) -> Response:
    """Note that the browser is in use, behind the answer and every ten minutes at most."""
    sign_in_id = g.pop("seen_again", None)
    if sign_in_id is not None:
        seen_again.send(sign_in_id)
    return response


def present() -> SignIn | None:
    """Return the sign-in of this very browser."""
    return accounts.sign_in_of(session.get(TOKEN, ""))


@unsent.remembers
def last_here() -> int | None:
    """Return whose sign-in the cookie of this browser names, even one that has ended."""
    named = accounts.sign_in_of(session.get(TOKEN, ""))
    return named.resident_id if named else None


def enter(resident: Resident) -> ResponseReturnValue:
    """Go on after the password: to the second factor when there is one, else inside."""
    if not has_second_factor(resident):
        return welcome(resident)
    _forget_all_but_choices()
    session[HALF_WAY] = sign(HALF_WAY, [resident.id, resident.credentials_mark])
    return redirect(url_for("residents.second_step", next=request.args.get("next")), 303)


def half_way() -> Resident | None:
    """Return who has given their password in this browser but not yet the rest."""
    said = unsign(HALF_WAY, session.get(HALF_WAY, ""), HALF_WAY_FOR)
    resident = db.session.get(Resident, said[0]) if isinstance(said, list) else None
    if resident is None or not closings.may_enter(resident):
        return None
    return resident if said == [resident.id, resident.credentials_mark] else None


def welcome(resident: Resident) -> ResponseReturnValue:
    """Sign in: a new session, of which nothing was known before.

    Whose account is closed is led to the way back instead.
    """
    if not resident.is_active:
        return to_the_way_back(resident)
    with transaction():
        token = sign_ins.begin_sign_in(resident, agent=request.user_agent.string)
    _forget_all_but_choices()
    session[TOKEN] = token
    session.permanent = True
    draw_anew(f"{resident.id}:{resident.id}")
    note_confirmed(resident)
    witnessing.note(By.SESSION, Result.OPENED, resident.id)
    answer = redirect(local_path(request.args.get("next")), 303)
    known.remember_browser(resident, answer)
    return answer


def to_the_way_back(resident: Resident) -> ResponseReturnValue:
    """Lead whoever has just proved that a closed account is theirs to the page that says so."""
    _forget_all_but_choices()
    session["language"] = resident.language
    session[AT_THE_DOOR] = sign(AT_THE_DOOR, [resident.id, resident.credentials_mark])
    return redirect(url_for("residents.closed"), 303)


def at_the_door() -> Resident | None:
    """Return who has proved in this browser that a closed account is theirs."""
    said = unsign(AT_THE_DOOR, session.get(AT_THE_DOOR, ""), HALF_WAY_FOR)
    resident = db.session.get(Resident, said[0]) if isinstance(said, list) else None
    if resident is None or resident.is_active or not closings.may_enter(resident):
        return None
    return resident if said == [resident.id, resident.credentials_mark] else None


def _forget_all_but_choices() -> None:
    # What somebody else chose while they were signed in here is theirs.
    names = {"language"} if TOKEN in session else CARRIED
    carried = {name: session[name] for name in names if name in session}
    session.clear()
    session.update(carried)
