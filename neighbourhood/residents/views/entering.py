"""Signing in, in one step or two, and signing out."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.passwords import hash_password, needs_rehash, verify_password
from neighbourhood.foundation.web import unsent
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.throttling import limit, spend
from neighbourhood.residents.access import carries_sign_in
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.actions import second_factors as second_factors_actions
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.ceremonies import site_name
from neighbourhood.residents.forms.accounts import SignInForm
from neighbourhood.residents.forms.second_factors import CodeForm
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts, second_factors
from neighbourhood.residents.views import awaiting, known, sessions
from neighbourhood.residents.views.blueprint import bp, page_of

# Three codes in a million are right at any moment: a day of tries is one chance in 16,000.
_CODES = "5 per 10 minutes; 20 per day"


@bp.route("/connexion", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in; a wrong mailbox and a wrong password get the same answer in the same time."""
    session.pop(sessions.HALF_WAY, None)
    form, status = SignInForm(), 422
    if form.validate_on_submit():
        try:
            resident = _authenticate(form)
        except TooMany as refusal:
            resident, status = None, refusal.status
            form.form_errors.append(_slower())
        if resident is not None:
            _strengthen(resident, form.password.data)
            return sessions.enter(resident)
    waits = awaiting.email() is not None
    return page_of("sign_in", form, status=status, keys=site_name(request.host), waits=waits)


def _slower() -> str:
    return str(
        gettext(
            "Cela fait beaucoup d’essais avec un mot de passe qui ne correspond pas. Attendez "
            "quelques minutes, ou choisissez « Mot de passe oublié ? » : le lien que vous recevrez "
            "vous laisse entrer aussitôt."
        )
    )


def _authenticate(form: SignInForm) -> Resident | None:
    known.count_try(form.email.data)
    resident = accounts.by_email(form.email.data)
    right = verify_password(resident.password_hash if resident else None, form.password.data)
    if resident is None or not right or not resident.is_active:
        form.password.errors = [
            gettext("L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux.")
        ]
        return None
    if resident.email_confirmed_at is None:
        awaiting.begin(form.email.data)
        form.email.errors = [
            gettext("Ouvrez d’abord le lien que nous avons envoyé à cette adresse e-mail.")
        ]
        return None
    return resident


def _strengthen(resident: Resident, password: str) -> None:
    """Make the digest of a password anew when the parameters have grown since.

    Only who gave the right password waits for it: it tells nothing to anyone else.
    """
    given = resident.password_hash
    if needs_rehash(given):
        fresh = hash_password(password)
        with transaction():
            accounts_actions.strengthen_password(resident, given=given, password_hash=fresh)


@bp.route("/connexion/code", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def second_step() -> ResponseReturnValue:
    """Ask for a code after the password, or for a passkey."""
    resident = sessions.half_way()
    if resident is None:
        return redirect(url_for("residents.sign_in", next=request.args.get("next")), 303)
    form, status = CodeForm(), 422
    if form.validate_on_submit():
        try:
            if _accept(resident, form.code.data):
                return sessions.welcome(resident)
            form.code.errors = [_wrong_code()]
        except TooMany as refusal:
            form.code.errors, status = [refusal.say()], refusal.status
    application, keys = _ways(resident)
    return page_of("second_step", form, status=status, application=application, keys=keys)


def _accept(resident: Resident, code: str) -> bool:
    spend(_CODES, "second-step", str(resident.id))
    with transaction():
        locked = accounts.locked(resident.id)
        return locked is not None and second_factors_actions.use_code(locked, code)


def _wrong_code() -> str:
    return str(
        gettext(
            "Ce code n’est pas le bon, ou il a déjà servi. Attendez que l’application en montre "
            "un autre, ou prenez un code de secours."
        )
    )


def _ways(resident: Resident) -> tuple[bool, str | None]:
    application = second_factors.authenticator(resident) is not None
    return application, site_name(request.host) if second_factors.passkeys(resident) else None


@bp.post("/deconnexion")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser."""
    if carries_sign_in(session):
        with transaction():
            opened = sessions.present()
            if opened is not None:
                sign_ins.end_sign_in(opened)
    unsent.forget()
    session.clear()
    return redirect(way_to("home"), 303)
