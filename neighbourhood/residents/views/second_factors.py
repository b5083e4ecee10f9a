"""Enrolling an application that shows codes; the codes on paper for the day it is lost."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug import Response

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.sealing import seal, unseal
from neighbourhood.foundation.web.ending import (
    Ending,
    asked_on,
    asks_first,
    page_before,
)
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents import codes, mails
from neighbourhood.residents.access import confirmed, current_actor
from neighbourhood.residents.actions import second_factors as second_factors_actions
from neighbourhood.residents.forms.second_factors import ShownCodeForm
from neighbourhood.residents.queries import second_factors
from neighbourhood.residents.views.blueprint import bp, page_of

if TYPE_CHECKING:
    import segno
else:
    segno = lazily("segno")

_ON_PAPER = "codes-on-paper"
ADDED = _l("Une application de codes vient d’être ajoutée à votre compte.")
REMOVED = _l("L’application de codes vient d’être retirée de votre compte.")
NEW_CODES = _l("De nouveaux codes de secours viennent d’être créés ; les anciens ne servent plus.")


@bp.route("/moi/securite/application", methods=["GET", "POST"])
@confirmed
@limit("30 per hour")
def application() -> ResponseReturnValue:
    """Show the square to scan; enrol the application once it shows the right code."""
    form = ShownCodeForm()
    secret = unseal(_draft(), form.sealed.data or "") or codes.new_secret()
    if form.validate_on_submit() and _enrolled(secret, form.code.data):
        flash(gettext("Votre application de codes est en place."))
        return after_enrolment()
    if form.is_submitted() and not form.errors:
        form.code.errors = [
            gettext("Ce code n’est pas le bon. Vérifiez l’heure de votre téléphone et réessayez.")
        ]
    form.sealed.data = seal(_draft(), secret)
    return page_of("application", form, secret=secret, square=_square(secret))


def _draft() -> str:
    # A secret shown to one account can be enrolled by no other.
    return f"authenticator-draft-{current_user.id}"


def _enrolled(secret: str, code: str) -> bool:
    with transaction():
        done = second_factors_actions.enrol_authenticator(
            current_actor(), secret=secret, code=codes.bare(code)
        )
        if done:
            mails.tell(current_user, ADDED)
    return done


def _square(secret: str) -> str:
    address = codes.address_of(secret, current_user.email)
    return str(segno.make_qr(address).svg_data_uri(scale=5, border=3, dark="#000", light="#fff"))


def _before_drop_application() -> Ending:
    return Ending(
        title=gettext("Retirer l’application de codes ?"),
        happens=(
            gettext("Ses codes n’ouvriront plus votre compte. Nous vous écrirons pour le dire."),
            gettext("Si c’est la dernière deuxième preuve, les codes de secours partent avec."),
            gettext("Vous pourrez en ajouter une de nouveau."),
        ),
        word=gettext("Retirer l’application"),
        back=(url_for("residents.security"), gettext("Sécurité")),
    )


@bp.route("/moi/securite/application/retirer", methods=["GET", "POST"])
@confirmed
@asks_first(_before_drop_application)
def drop_application() -> ResponseReturnValue:
    """Remove the application."""
    with transaction():
        second_factors_actions.drop_authenticator(current_actor())
        mails.tell(current_user, REMOVED)
    flash(gettext("L’application de codes est retirée."))
    return redirect(url_for("residents.security"), 303)


def _before_renew_codes() -> Ending:
    return Ending(
        title=gettext("Créer de nouveaux codes ?"),
        happens=(
            gettext("Les codes de secours d’avant ne serviront plus : jetez le papier."),
            gettext("Les nouveaux se montrent une seule fois : gardez de quoi les noter."),
        ),
        word=gettext("Créer de nouveaux codes"),
        back=(url_for("residents.security"), gettext("Sécurité")),
    )


@bp.post("/moi/securite/codes")
@confirmed
@limit("10 per hour")
@asked_on("residents.recovery_codes")
def renew_codes() -> ResponseReturnValue:
    """Replace the codes on paper."""
    with transaction():
        mails.tell(current_user, NEW_CODES)
        return show_once(second_factors_actions.renew_recovery_codes(current_actor()))


def after_enrolment() -> ResponseReturnValue:
    """Go on to the codes on paper, which come with the first thing enrolled."""
    if second_factors.recovery_codes_left(current_user):
        return redirect(url_for("residents.security"), 303)
    with transaction():
        return show_once(second_factors_actions.renew_recovery_codes(current_actor()))


def show_once(fresh: list[str]) -> Response:
    """Carry codes to the page that shows them, sealed in the visitor’s own session."""
    session[_ON_PAPER] = seal(_ON_PAPER, " ".join(fresh))
    return redirect(url_for("residents.recovery_codes"), 303)


@bp.get("/moi/securite/codes")
@confirmed
def recovery_codes() -> ResponseReturnValue:
    """Show new codes, this once."""
    if request.args.get("fresh"):
        return page_before(_before_renew_codes())
    fresh = unseal(_ON_PAPER, session.pop(_ON_PAPER, ""))
    if fresh is None:
        return redirect(url_for("residents.security"))
    return render_template("neighbourhood/residents/recovery_codes.html", codes=fresh.split())
