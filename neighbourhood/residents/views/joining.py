"""Opening an account."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.outside.jobs import enqueue
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.tokens import fingerprint, unsign
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.throttling import client_address, limit, spend
from neighbourhood.foundation.words.mailboxes import likely
from neighbourhood.residents import mails
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.actions import charters as charters_actions
from neighbourhood.residents.forms.profile import SignUpForm
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts, charters
from neighbourhood.residents.views import awaiting, sessions
from neighbourhood.residents.views.blueprint import bp, page_of, too_old

_CONFIRM_FOR = timedelta(days=3)
# A library or a town hall shares one address: enough for an afternoon of welcome.
_FROM_ONE_PLACE = "20 per hour; 60 per day"
_FOR_ONE_MAILBOX = "4 per hour; 8 per day"


@bp.route("/inscription", methods=["GET", "POST"])
@anyone
@limit("60 per hour")
def sign_up() -> ResponseReturnValue:
    """Open an account; the answer is the same whether or not the mailbox is known."""
    form, correction = SignUpForm(), request.args.get("corriger")
    form.ask_for(charters.current(None))
    again = correction is not None and awaiting.email() is not None
    if request.method == "GET":
        _fill_again(form, correction)
    if not form.validate_on_submit():
        return page_of("sign_up", form, again=again)
    try:
        _count(form.email.data)
    except TooMany as refusal:
        form.form_errors.append(refusal.say())
        return page_of("sign_up", form, status=refusal.status, again=again)
    _register(form, asked_by=awaiting.begin(form.email.data, form.full_name.data))
    return redirect(url_for("residents.check_mail"), 303)


def _fill_again(form: SignUpForm, correction: str | None) -> None:
    """Put back what this browser sent, its address as typed or as probably meant.

    Only for who comes to correct it: the next person on a shared telephone finds nothing.
    """
    typed = awaiting.email()
    if correction is None or typed is None:
        return
    form.full_name.data = awaiting.full_name()
    form.email.data = (likely(typed) if correction == "proposition" else None) or typed


def _count(email: str) -> None:
    spend(_FROM_ONE_PLACE, "sign-up", client_address())
    spend(_FOR_ONE_MAILBOX, "sign-up", _one_mailbox(email))


def _one_mailbox(email: str) -> str:
    # anna+1@ and anna+2@ are one mailbox.
    name, _, domain = email.partition("@")
    return fingerprint(f"{name.partition('+')[0]}@{domain}")


def _register(form: SignUpForm, *, asked_by: str) -> None:
    digest = hash_password(form.password.data)
    language = get_locale().language
    with transaction():
        resident = accounts_actions.register(
            full_name=form.full_name.data,
            email=form.email.data,
            password_hash=digest,
            language=language,
        )
        if resident is not None:
            charters_actions.accept_at_sign_up(resident, form.agreed_to)
        if resident is None:
            mails.already_here(form.email.data, language)
        else:
            mails.confirm_account(resident, asked_by=asked_by)


@bp.get("/inscription/courrier")
@anyone
def check_mail() -> ResponseReturnValue:
    """Say what to do now: open the mail."""
    email = awaiting.email()
    return render_template(
        "neighbourhood/residents/check_mail.html", email=email, meant=likely(email or "")
    )


@bp.post("/inscription/courrier")
@anyone
@limit("20 per hour")
def send_again() -> ResponseReturnValue:
    """Send the link once more; the answer is the same for a mailbox that we do not know."""
    email = awaiting.email()
    if email is None:
        return redirect(url_for("residents.sign_up"), 303)
    spend(_FOR_ONE_MAILBOX, "sign-up", _one_mailbox(email))
    enqueue(mails.confirm_again, email, get_locale().language, awaiting.begin(email))
    flash(gettext("C’est reparti. Le message arrive dans quelques minutes."))
    return redirect(url_for("residents.check_mail"), 303)


@bp.route("/inscription/confirmer/<token>", methods=["GET", "POST"])
@anyone
def confirm_email(token: str) -> ResponseReturnValue:
    """Confirm a mailbox, by a button: mail scanners follow links, they press nothing."""
    if _newcomer(token) is None:
        return _expired()
    if request.method != "POST":
        return render_template("neighbourhood/residents/confirm_email.html")
    with transaction():
        resident = _newcomer(token)
        if resident is not None:
            accounts_actions.confirm_email(resident)
    if resident is None:
        return _expired()
    if _asked_here(token):
        flash(gettext("Merci, votre adresse e-mail est confirmée. Bienvenue !"))
        return sessions.enter(resident)
    flash(gettext("Merci, votre adresse e-mail est confirmée. Connectez-vous."))
    return redirect(url_for("residents.sign_in"), 303)


def _newcomer(token: str) -> Resident | None:
    said = unsign(mails.CONFIRM, token, _CONFIRM_FOR)
    if not isinstance(said, list):
        return None
    resident = accounts.locked(int(said[0]))
    return resident if resident and said[1] == resident.credentials_mark else None


def _asked_here(token: str) -> bool:
    said = unsign(mails.CONFIRM, token, _CONFIRM_FOR)
    return isinstance(said, list) and awaiting.is_marked(str(said[2]))


def _expired() -> ResponseReturnValue:
    again = "check_mail" if awaiting.email() else "sign_up"
    return too_old(url_for(f"residents.{again}"), gettext("Recevoir un nouveau lien"))
