"""Opening an account."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.tokens import fingerprint, unsign
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.throttling import client_address, limit, spend
from neighbourhood.residents import mails
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.forms.profile import SignUpForm
from neighbourhood.residents.models.residents import Resident
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
    form = SignUpForm()
    if not form.validate_on_submit():
        return page_of("sign_up", form)
    try:
        _count(form.email.data)
    except TooMany as refusal:
        form.form_errors.append(refusal.say())
        return page_of("sign_up", form, status=refusal.status)
    _register(form)
    session["awaiting"] = form.email.data
    return redirect(url_for("residents.check_mail"), 303)


def _count(email: str) -> None:
    spend(_FROM_ONE_PLACE, "sign-up", client_address())
    # anna+1@ and anna+2@ are one mailbox.
    name, _, domain = email.casefold().partition("@")
    mailbox = f"{name.partition('+')[0]}@{domain}"
    spend(_FOR_ONE_MAILBOX, "sign-up", fingerprint(mailbox))


def _register(form: SignUpForm) -> None:
    digest = hash_password(form.password.data)
    language = get_locale().language
    with transaction():
        resident = accounts.register(
            full_name=form.full_name.data,
            email=form.email.data,
            password_hash=digest,
            language=language,
        )
        if resident is None:
            mails.already_here(form.email.data, language)
        else:
            mails.confirm_account(resident)


@bp.get("/inscription/courrier")
@anyone
def check_mail() -> ResponseReturnValue:
    """Say what to do now: open the mail."""
    return render_template("neighbourhood/residents/check_mail.html", email=session.get("awaiting"))


@bp.route("/inscription/confirmer/<token>", methods=["GET", "POST"])
@anyone
def confirm_email(token: str) -> ResponseReturnValue:
    """Confirm a mailbox, by a button: mail scanners follow links, they press nothing."""
    resident_id = unsign(mails.CONFIRM, token, _CONFIRM_FOR)
    if resident_id is None:
        return too_old(url_for("residents.sign_up"), gettext("Recevoir un nouveau lien"))
    if request.method == "GET":
        return render_template("neighbourhood/residents/confirm_email.html")
    with transaction():
        resident = db.session.get(Resident, resident_id)
        if resident is not None:
            accounts.confirm_email(resident)
    flash(gettext("Merci, votre adresse e-mail est confirmée. Connectez-vous."))
    return redirect(url_for("residents.sign_in"), 303)
