"""How my account is entered: password, browsers, and asking twice."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.web.access import anyone, even_suspended, signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents import devices, mails
from neighbourhood.residents.access import note_confirmed
from neighbourhood.residents.actions import accounts, sign_ins
from neighbourhood.residents.forms.accounts import ChangePasswordForm, PresentPasswordForm
from neighbourhood.residents.queries import accounts as accounts_queries
from neighbourhood.residents.queries import second_factors
from neighbourhood.residents.views import sessions
from neighbourhood.residents.views.blueprint import bp, gives_password, page_of

_CHANGED = _l("Votre mot de passe vient d’être changé, et vos autres appareils sont déconnectés.")


@bp.get("/moi/securite")
@signed_in
def security() -> ResponseReturnValue:
    """Show every way into the account, and how to change it."""
    return render_template(
        "neighbourhood/residents/security.html",
        application=second_factors.authenticator(current_user),
        passkeys=second_factors.passkeys(current_user),
        codes_left=second_factors.recovery_codes_left(current_user),
        browsers=len(accounts_queries.sign_ins(current_user)),
    )


@bp.route("/moi/mot-de-passe", methods=["GET", "POST"])
@signed_in
@limit("10 per hour")
def password() -> ResponseReturnValue:
    """Change the password; every other browser is signed out."""
    form = ChangePasswordForm()
    if not form.validate_on_submit() or not gives_password(current_user, form.present):
        return page_of("password", form)
    digest = hash_password(form.password.data)
    with transaction():
        accounts.change_password(current_user, password_hash=digest, keep=sessions.present())
        mails.tell(current_user, _CHANGED)
    note_confirmed(current_user)
    flash(gettext("Votre mot de passe est changé. Vos autres appareils sont déconnectés."))
    return redirect(url_for("residents.security"), 303)


@bp.route("/moi/confirmer", methods=["GET", "POST"])
@even_suspended
@signed_in
@limit("10 per hour")
def confirm_it_is_me() -> ResponseReturnValue:
    """Ask for the password again, then go on."""
    form = PresentPasswordForm()
    if not form.validate_on_submit() or not gives_password(current_user, form.present):
        return page_of("confirm_it_is_me", form)
    note_confirmed(current_user)
    return redirect(local_path(request.args.get("next")), 303)


@bp.get("/.well-known/change-password")
@anyone
def change_password() -> ResponseReturnValue:
    """Lead a password manager to the page (W3C, a well-known address for changing passwords)."""
    return redirect(url_for("residents.password"))


@bp.get("/moi/connexions")
@signed_in
def browsers() -> ResponseReturnValue:
    """List where I am signed in."""
    here = sessions.present()
    found = [
        (sign_in, devices.read(sign_in.agent), here is not None and sign_in.id == here.id)
        for sign_in in accounts_queries.sign_ins(current_user)
    ]
    return render_template("neighbourhood/residents/browsers.html", browsers=found)


def _before_end_browser(sign_in_id: int) -> Ending:
    found = accounts_queries.own_sign_in(current_user, sign_in_id)
    return Ending(
        title=gettext("Déconnecter cet appareil ?"),
        happens=(
            gettext(
                "%(device)s : il faudra s’y connecter de nouveau.",
                device=devices.read(found.agent).said,
            ),
            gettext("Ce qui y était écrit sans être envoyé peut être perdu."),
        ),
        word=gettext("Déconnecter"),
        back=(url_for("residents.browsers"), gettext("Appareils connectés")),
    )


@bp.route("/moi/connexions/<int:sign_in_id>/fermer", methods=["GET", "POST"])
@signed_in
@asks_first(_before_end_browser)
def end_browser(sign_in_id: int) -> ResponseReturnValue:
    """Sign one browser out."""
    with transaction():
        sign_ins.end_sign_in(accounts_queries.own_sign_in(current_user, sign_in_id))
    flash(gettext("Cet appareil est déconnecté."))
    return redirect(url_for("residents.browsers"), 303)


def _before_end_other_browsers() -> Ending:
    return Ending(
        title=gettext("Déconnecter tous les autres appareils ?"),
        happens=(
            gettext("Il faudra se connecter de nouveau sur chacun. Celui-ci reste connecté."),
            gettext("Ce qui y était écrit sans être envoyé peut être perdu."),
        ),
        word=gettext("Déconnecter tous les autres"),
        back=(url_for("residents.browsers"), gettext("Appareils connectés")),
    )


@bp.route("/moi/connexions/fermer-les-autres", methods=["GET", "POST"])
@signed_in
@asks_first(_before_end_other_browsers)
def end_other_browsers() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    with transaction():
        sign_ins.end_sign_ins(current_user, but=sessions.present())
    flash(gettext("Vos autres appareils sont déconnectés."))
    return redirect(url_for("residents.browsers"), 303)
