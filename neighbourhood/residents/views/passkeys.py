"""Passkeys: making one, removing one, signing in with one."""

from datetime import timedelta

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web import witnessing
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.witnessing import By
from neighbourhood.residents import ceremonies, mails
from neighbourhood.residents.access import confirmed, current_actor
from neighbourhood.residents.actions import second_factors as second_factors_actions
from neighbourhood.residents.forms.second_factors import PasskeyForm, PasskeyNameForm
from neighbourhood.residents.kinds import READ_KEY
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.queries import second_factors
from neighbourhood.residents.views import sessions
from neighbourhood.residents.views.blueprint import bp, page_of
from neighbourhood.residents.views.second_factors import after_enrolment

_CHALLENGE = "challenge"
_ANSWER_WITHIN = timedelta(minutes=5)
_ADDED = _l("Une clé d’accès vient d’être ajoutée à votre compte.")
_REMOVED = _l("Une clé d’accès vient d’être retirée de votre compte.")


def _site() -> str:
    site = ceremonies.site_name(request.host)
    if site is None:
        raise Missing
    return site


def _challenge(handle: bytes = b"") -> bytes:
    fresh = ceremonies.new_challenge()
    session[_CHALLENGE] = sign(_CHALLENGE, [fresh.hex(), handle.hex()])
    return fresh


def _answered() -> tuple[bytes, bytes] | None:
    """Return the challenge of this session and the handle it went with; they serve once."""
    said = unsign(_CHALLENGE, session.pop(_CHALLENGE, ""), _ANSWER_WITHIN)
    if not isinstance(said, list):
        return None
    return bytes.fromhex(str(said[0])), bytes.fromhex(str(said[1]))


@bp.post("/moi/securite/cles/demande")
@confirmed
@limit("30 per hour")
def ask_for_new_key() -> ResponseReturnValue:
    """Tell the browser what key to make."""
    known = second_factors.passkeys(current_user)
    handle = known[0].handle if known else ceremonies.new_handle()
    resident: Resident = current_user
    return ceremonies.ask_for_new_key(_site(), resident, handle, known, _challenge(handle)), 200


@bp.route("/moi/securite/cles", methods=["GET", "POST"])
@confirmed
@limit("30 per hour")
def new_key() -> ResponseReturnValue:
    """Keep the key that the browser made, under a name."""
    form = PasskeyForm()
    if form.validate_on_submit() and _kept(form):
        flash(gettext("Votre clé d’accès est en place."))
        return after_enrolment()
    if form.is_submitted() and not form.errors:
        form.form_errors.append(_not_good())
    form.credential.data = ""
    return page_of("new_key", form, keys=ceremonies.site_name(request.host))


def _kept(form: PasskeyForm) -> bool:
    asked = _answered()
    if asked is None:
        return False
    challenge, handle = asked
    made = ceremonies.read_new_key(_site(), form.credential.data or "", challenge)
    if made is None:
        return False
    with transaction():
        kept = second_factors_actions.spend_challenge(
            challenge
        ) and second_factors_actions.add_passkey(
            current_actor(),
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            handle=handle,
            name=form.name.data,
        )
        if kept:
            mails.tell(current_user, _ADDED)
    return kept


@bp.route("/moi/securite/cles/<int:passkey_id>/nom", methods=["GET", "POST"])
@confirmed
@limit("30 per hour")
def rename_key(passkey_id: int) -> ResponseReturnValue:
    """Give a key the name by which its owner knows it."""
    passkey = second_factors.own_passkey(current_user, passkey_id)
    form = PasskeyNameForm(obj=passkey)
    if not form.validate_on_submit():
        return page_of("rename_key", form, read=READ_KEY.first_drawn(passkey))
    with transaction():
        passkey = READ_KEY.unchanged(second_factors.own_passkey(current_user, passkey_id))
        second_factors_actions.rename_passkey(passkey, name=form.name.data)
    flash(gettext("Cette clé d’accès a un nouveau nom."))
    return redirect(url_for("residents.security"), 303)


def _before_remove_key(passkey_id: int) -> Ending:
    passkey = second_factors.own_passkey(current_user, passkey_id)
    return Ending(
        title=gettext("Retirer la clé « %(name)s » ?", name=passkey.name),
        happens=(
            gettext("Elle n’ouvrira plus votre compte. Nous vous écrirons pour le dire."),
            gettext("Si c’est la dernière deuxième preuve, les codes de secours partent avec."),
            gettext("Vous pourrez ajouter cette clé de nouveau."),
        ),
        word=gettext("Retirer cette clé"),
        back=(url_for("residents.security"), gettext("Sécurité")),
    )


@bp.route("/moi/securite/cles/<int:passkey_id>/retirer", methods=["GET", "POST"])
@confirmed
@asks_first(_before_remove_key)
def remove_key(passkey_id: int) -> ResponseReturnValue:
    """Remove a key."""
    with transaction():
        second_factors_actions.remove_passkey(
            current_actor(), second_factors.own_passkey(current_user, passkey_id)
        )
        mails.tell(current_user, _REMOVED)
    flash(gettext("Cette clé d’accès n’ouvre plus votre compte."))
    return redirect(url_for("residents.security"), 303)


@bp.post("/connexion/cle/demande")
@anyone
@limit("60 per hour")
def ask_for_key() -> ResponseReturnValue:
    """Tell the browser to use a key: one of whoever gave their password, else any of this site."""
    resident = sessions.half_way()
    known = second_factors.passkeys(resident) if resident else []
    return ceremonies.ask_for_key(_site(), known, _challenge()), 200


@bp.post("/connexion/cle")
@anyone
@limit("20 per hour")
def sign_in_with_key() -> ResponseReturnValue:
    """Sign in with a passkey: it proves both what one has and who one is."""
    asked = _answered()
    answer = request.form.get("credential", "")
    resident = _opened_by(answer, asked[0]) if asked else None
    if resident is not None:
        return sessions.welcome(resident)
    flash(_not_good())
    return redirect(url_for("residents.sign_in", next=request.args.get("next")), 303)


def _opened_by(answer: str, challenge: bytes) -> Resident | None:
    credential_id = ceremonies.named_credential(answer)
    if credential_id is None:
        return None
    with transaction():
        passkey = second_factors.passkey_by_credential(credential_id)
        if passkey is None:
            witnessing.tried(By.PASSKEY, None, right=False)
            return None
        right = _expected(passkey) and _is_turned(passkey, answer, challenge)
        witnessing.tried(By.PASSKEY, passkey.resident_id, right=right)
        return passkey.resident if right else None


def _is_turned(passkey: Passkey, answer: str, challenge: bytes) -> bool:
    count = ceremonies.check_key(_site(), answer, challenge, passkey)
    if count is None or not second_factors_actions.spend_challenge(challenge):
        return False
    second_factors_actions.note_passkey_used(passkey, sign_count=count)
    return True


def _expected(passkey: Passkey) -> bool:
    # After a password, somebody else’s key is a mistake.
    resident = sessions.half_way()
    return resident is None or resident.id == passkey.resident_id


def _not_good() -> str:
    return str(
        gettext("La clé d’accès n’a pas répondu comme prévu. Réessayez, ou prenez un autre moyen.")
    )
