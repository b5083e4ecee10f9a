"""Account pages: sign up, confirm, sign in and out, profile."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from flask_login import current_user

from neighbourhood.foundation.access import anyone, signed_in
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.extensions import login_manager
from neighbourhood.foundation.mail import send_later
from neighbourhood.foundation.pages import local_path
from neighbourhood.foundation.passwords import hash_password, verify_password
from neighbourhood.foundation.throttling import limit
from neighbourhood.foundation.tokens import sign, unsign
from neighbourhood.residents import actions, queries
from neighbourhood.residents.forms import ComfortForm, ProfileForm, SignInForm, SignUpForm
from neighbourhood.residents.models import Resident

bp = Blueprint("residents", __name__)

_SIGN_IN = "sign_in"
_LAST_DAY = "last_day"
_CONFIRM = "confirm-email"
_CONFIRM_FOR = timedelta(days=3)


@login_manager.request_loader
def load_resident(_request: object) -> Resident | None:
    """Find who is signed in, from the token of the session cookie."""
    token = session.get(_SIGN_IN)
    if not token:
        return None
    _stay_signed_in()
    return queries.by_sign_in(token)


def _stay_signed_in() -> None:
    """Write the cookie again each day, so that only a month without a visit ends it."""
    today = now().date().isoformat()
    if session.get(_LAST_DAY) != today:
        session[_LAST_DAY] = today


@bp.route("/inscription", methods=["GET", "POST"])
@anyone
@limit("20 per hour")
def sign_up() -> ResponseReturnValue:
    """Open an account; the answer is the same whether or not the mailbox is known."""
    form = SignUpForm()
    if not form.validate_on_submit():
        page = render_template("neighbourhood/residents/sign_up.html", form=form)
        return page, 422 if form.errors else 200
    digest = hash_password(form.password.data)
    with transaction():
        resident = actions.register(
            full_name=form.full_name.data,
            email=form.email.data,
            password_hash=digest,
            language=get_locale().language,
        )
        _write_to(form.email.data, resident)
    session["awaiting"] = form.email.data
    return redirect(url_for("residents.check_mail"), 303)


def _write_to(email: str, resident: Resident | None) -> None:
    if resident is None:
        body = render_template(
            "neighbourhood/residents/already_here.txt",
            url=url_for("residents.sign_in", _external=True),
        )
        send_later(email, gettext("Vous avez déjà un compte Palier"), body)
        return
    url = url_for("residents.confirm_email", token=sign(_CONFIRM, resident.id), _external=True)
    body = render_template("neighbourhood/residents/confirm_email.txt", resident=resident, url=url)
    send_later(email, gettext("Confirmez votre adresse e-mail"), body)


@bp.get("/inscription/courrier")
@anyone
def check_mail() -> ResponseReturnValue:
    """Say what to do now: open the mail."""
    return render_template("neighbourhood/residents/check_mail.html", email=session.get("awaiting"))


@bp.route("/inscription/confirmer/<token>", methods=["GET", "POST"])
@anyone
def confirm_email(token: str) -> ResponseReturnValue:
    """Confirm a mailbox, by a button: mail scanners follow links, they press nothing."""
    resident_id = unsign(_CONFIRM, token, _CONFIRM_FOR)
    if resident_id is None:
        return render_template("neighbourhood/residents/link_too_old.html"), 410
    if request.method == "GET":
        return render_template("neighbourhood/residents/confirm_email.html")
    with transaction():
        resident = db.session.get(Resident, resident_id)
        if resident is not None:
            actions.confirm_email(resident)
    flash(gettext("Merci, votre adresse e-mail est confirmée. Connectez-vous."))
    return redirect(url_for("residents.sign_in"), 303)


@bp.route("/connexion", methods=["GET", "POST"])
@anyone
@limit("10 per minute")
def sign_in() -> ResponseReturnValue:
    """Sign in; a wrong mailbox and a wrong password get the same answer in the same time."""
    form = SignInForm()
    if form.validate_on_submit():
        resident = _authenticate(form)
        if resident is not None:
            return _welcome(resident)
    status = 422 if form.errors else 200
    return render_template("neighbourhood/residents/sign_in.html", form=form), status


def _authenticate(form: SignInForm) -> Resident | None:
    resident = queries.by_email(form.email.data)
    known = verify_password(resident.password_hash if resident else None, form.password.data)
    if resident is None or not known or not resident.is_active:
        form.password.errors = [
            gettext("L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux.")
        ]
        return None
    if resident.email_confirmed_at is None:
        form.email.errors = [
            gettext("Ouvrez d’abord le lien que nous avons envoyé à cette adresse.")
        ]
        return None
    return resident


def _welcome(resident: Resident) -> ResponseReturnValue:
    with transaction():
        token = actions.begin_sign_in(resident, agent=request.user_agent.string)
    language = session.get("language")
    session.clear()
    session[_SIGN_IN] = token
    if language:
        session["language"] = language
    session.permanent = True
    return redirect(local_path(request.args.get("next")), 303)


@bp.post("/deconnexion")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser."""
    token = session.get(_SIGN_IN)
    if token:
        with transaction():
            opened = queries.sign_in_of(token)
            if opened is not None:
                actions.end_sign_in(opened)
    session.clear()
    return redirect(url_for("feed.home"), 303)


@bp.get("/moi")
@signed_in
def me() -> ResponseReturnValue:
    """My own page: address, profile, comfort."""
    return render_template("neighbourhood/residents/me.html")


@bp.route("/moi/profil", methods=["GET", "POST"])
@signed_in
def edit_profile() -> ResponseReturnValue:
    """Change my name and the few words about me."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        with transaction():
            actions.describe_oneself(
                current_user, full_name=form.full_name.data, about=form.about.data or ""
            )
        flash(gettext("Votre profil est à jour."))
        return redirect(url_for("residents.me"), 303)
    status = 422 if form.errors else 200
    return render_template("neighbourhood/residents/edit_profile.html", form=form), status


@bp.route("/moi/confort", methods=["GET", "POST"])
@signed_in
def comfort() -> ResponseReturnValue:
    """Choose the language and the size of things."""
    form = ComfortForm(obj=current_user)
    if form.validate_on_submit():
        with transaction():
            actions.set_comfort(
                current_user, comfort=form.comfort.data, language=form.language.data
            )
        flash(gettext("C’est réglé."))
        return redirect(url_for("residents.me"), 303)
    return render_template("neighbourhood/residents/comfort.html", form=form)


@bp.get("/voisins/<int:resident_id>")
@signed_in
def show(resident_id: int) -> ResponseReturnValue:
    """Show a neighbour, by the name the viewer may read."""
    resident = queries.profile(current_user, resident_id)
    return render_template(
        "neighbourhood/residents/show.html",
        resident=resident,
        name=queries.name_for(resident, current_user),
    )
