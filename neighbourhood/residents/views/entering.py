"""Signing in, in one step or two, and signing out."""

from datetime import timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.outside.jobs import enqueue
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.passwords import hash_password, needs_rehash, verify_password
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web import unsent, witnessing
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.throttling import limit, spend
from neighbourhood.foundation.web.witnessing import By, Result
from neighbourhood.foundation.words.mailboxes import likely
from neighbourhood.residents import codes, mails
from neighbourhood.residents.access import carries_sign_in
from neighbourhood.residents.actions import accounts as accounts_actions
from neighbourhood.residents.actions import second_factors as second_factors_actions
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.ceremonies import site_name
from neighbourhood.residents.forms.accounts import SignInForm
from neighbourhood.residents.forms.second_factors import CodeForm
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts, closings, second_factors
from neighbourhood.residents.views import awaiting, known, sessions
from neighbourhood.residents.views.blueprint import bp, onward, page_of, too_old

# Three codes in a million are right at any moment: a day of tries is one chance in 16,000.
_CODES = "5 per 10 minutes; 20 per day"
_LINKS = "4 per hour; 10 per day"
_LINK_FOR = timedelta(minutes=30)


@bp.route("/connexion", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in; a wrong mailbox and a wrong password get the same answer in the same time."""
    session.pop(sessions.HALF_WAY, None)
    form, status = SignInForm(), 422
    if form.validate_on_submit():
        try:
            resident = _tried(form)
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
            "Cela fait beaucoup d’essais avec un mot de passe qui ne correspond pas. Si celui-ci "
            "est le bon, un lien part vers votre boîte e-mail : il vous laisse entrer aussitôt. "
            "Sinon, choisissez « Mot de passe oublié ? »."
        )
    )


def _tried(form: SignInForm) -> Resident | None:
    if known.is_slowed(form.email.data):
        _answer_by_mail(form)
        raise TooMany
    return _authenticate(form)


def _answer_by_mail(form: SignInForm) -> None:
    """Let the owner in by a link; right or wrong, the page and what it costs are the same."""
    resident = _holder(form)
    if resident is not None:
        try:
            spend(_LINKS, "sign-in, link", str(resident.id))
        except TooMany:
            resident = None
    where = local_path(request.args.get("next"))
    enqueue(mails.let_in, form.email.data, resident is not None, where)


def _holder(form: SignInForm) -> Resident | None:
    resident = accounts.by_email(form.email.data)
    right = verify_password(resident.password_hash if resident else None, form.password.data)
    enters = resident is not None and right and closings.may_enter(resident)
    witnessing.tried(By.PASSWORD, resident.id if resident else None, right=enters)
    return resident if enters else None


def _authenticate(form: SignInForm) -> Resident | None:
    resident = _holder(form)
    if resident is None:
        form.password.errors = [
            gettext("L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux.")
        ]
        meant = likely(form.email.data)
        if meant is not None:
            form.email.errors = [gettext("Vouliez-vous dire %(meant)s ?", meant=meant)]
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


@bp.route("/connexion/lien/<token>", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def let_in(token: str) -> ResponseReturnValue:
    """Enter with the link of a mail, when passwords are answered by mail alone; by a button."""
    if _let_in(token) is None:
        return _expired()
    if request.method != "POST":
        return render_template("neighbourhood/residents/let_in.html")
    with transaction():
        resident = _let_in(token)
        if resident is not None:
            # The link came from this mailbox: it answers.
            accounts_actions.confirm_email(resident)
    if resident is None:
        return _expired()
    witnessing.tried(By.LINK, resident.id, right=True)
    return sessions.enter(resident)


def _let_in(token: str) -> Resident | None:
    said = unsign(mails.LET_IN, token, _LINK_FOR)
    resident = closings.locked_to_enter(int(said[0])) if isinstance(said, list) else None
    return resident if resident and said == mails.entering(resident) else None


def _expired() -> ResponseReturnValue:
    return too_old(url_for("residents.sign_in", next=onward()), gettext("Se connecter"))


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
    by = By.APPLICATION if codes.is_shown(code) else By.PAPER
    try:
        spend(_CODES, "second-step", str(resident.id))
    except TooMany:
        witnessing.note(by, Result.SLOWED, resident.id)
        raise
    with transaction():
        locked = closings.locked_to_enter(resident.id)
        right = locked is not None and second_factors_actions.use_code(locked, code)
    witnessing.tried(by, resident.id, right=right)
    return right


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
@even_suspended
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser."""
    unsent.leave_nothing()
    if carries_sign_in(session):
        with transaction():
            opened = sessions.present()
            if opened is not None:
                sign_ins.end_sign_in(opened)
                witnessing.note(By.SESSION, Result.ENDED, opened.resident_id)
    session.clear()
    return redirect(way_to("home"), 303)
