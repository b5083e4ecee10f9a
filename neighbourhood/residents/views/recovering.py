"""A forgotten password: a link to the mailbox, then a new one."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.outside.jobs import enqueue
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web import witnessing
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.throttling import limit, spend
from neighbourhood.foundation.web.witnessing import By
from neighbourhood.residents import mails
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.forms.accounts import ForgottenForm, NewPasswordForm
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from neighbourhood.residents.views import known
from neighbourhood.residents.views.blueprint import bp, onward, page_of, too_old

RESET_FOR = timedelta(hours=2)
_FOR_ONE_MAILBOX = "4 per hour; 10 per day"
CHANGED = _l("Votre mot de passe vient d’être changé, et tous vos appareils sont déconnectés.")


@bp.route("/mot-de-passe/oublie", methods=["GET", "POST"])
@anyone
@limit("20 per hour")
def forgotten() -> ResponseReturnValue:
    """Promise a link; the answer and its delay are the same for a mailbox we do not know."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return page_of("forgotten", form)
    try:
        spend(_FOR_ONE_MAILBOX, "forgotten", known.asker(form.email.data))
    except TooMany as refusal:
        form.email.errors = [refusal.say()]
        return page_of("forgotten", form, status=refusal.status)
    enqueue(mails.help_back_in, form.email.data, onward())
    return redirect(url_for("residents.help_is_coming", next=onward()), 303)


@bp.get("/mot-de-passe/courrier")
@anyone
def help_is_coming() -> ResponseReturnValue:
    """Say what to do now: open the mail, if there is an account."""
    return render_template("neighbourhood/residents/help_is_coming.html")


@bp.route("/mot-de-passe/nouveau/<token>", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def new_password(token: str) -> ResponseReturnValue:
    """Choose a new password with the link of the mail, which serves once."""
    if _holder(token) is None:
        return _expired()
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return page_of("new_password", form)
    digest = hash_password(form.password.data)
    with transaction():
        resident = _holder(token)
        if resident is not None:
            accounts_actions.change_password(resident, password_hash=digest)
            # The link came from this mailbox: it answers.
            accounts_actions.confirm_email(resident)
            mails.tell(resident, CHANGED)
    if resident is None:
        return _expired()
    witnessing.tried(By.LINK, resident.id, right=True)
    flash(gettext("Votre nouveau mot de passe est enregistré. Connectez-vous."))
    answer = redirect(url_for("residents.sign_in", next=onward()), 303)
    # Whoever has the mailbox is let in at once, however many wrong passwords others tried.
    known.remember_browser(resident, answer)
    return answer


def _holder(token: str) -> Resident | None:
    said = unsign(mails.RESET, token, RESET_FOR)
    if not isinstance(said, list):
        return None
    resident = closings.locked_to_enter(int(said[0]))
    return resident if resident and said == [resident.id, resident.credentials_mark] else None


def _expired() -> ResponseReturnValue:
    again = url_for("residents.forgotten", next=onward())
    return too_old(again, gettext("Recevoir un nouveau lien"))
