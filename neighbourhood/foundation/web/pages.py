"""Pages that belong to nobody: refusals, errors, the language switch."""

from http import HTTPStatus

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from neighbourhood.foundation.errors import (
    DomainError,
    Missing,
    NoRoom,
    NotVerified,
    Restricted,
    TooMany,
)
from neighbourhood.foundation.storing import room
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web import pressing, unsent
from neighbourhood.foundation.web.access import ANYONE, anyone, even_suspended
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.returning import sign_in_with_words
from neighbourhood.foundation.words.localisation import LANGUAGES

bp = Blueprint("pages", __name__)

_SENTENCES = {
    400: _l("La demande est incomplète. Revenez en arrière et réessayez."),
    403: _l("Vous ne pouvez pas voir cette page."),
    404: Missing.sentence,
    405: _l("Cette adresse attend un bouton, pas un lien. Revenez en arrière."),
    413: _l(
        "C’est trop lourd : 12 Mo au plus pour un fichier, 32 Mo en tout. Revenez en arrière, vos "
        "mots y sont encore, et choisissez un fichier plus léger."
    ),
    429: TooMany.sentence,
}


def bind(app: Flask) -> None:
    """Answer every refusal and error with a page that says what to do."""
    app.register_blueprint(bp)
    app.register_error_handler(DomainError, answer_refusal)
    app.register_error_handler(CSRFError, answer_stale_form)
    app.register_error_handler(SecurityError, answer_foreign_host)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(500, answer_crash)


def _page(sentence: str, status: int, **more: object) -> tuple[str, int]:
    # What the failed request began must not leak into the page that reports it.
    db.session.rollback()
    # What is too heavy was not read, and cannot be.
    is_read = request.method == "POST" and status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    words = unsent.keep_words() if is_read else ""
    page = render_template(
        "neighbourhood/foundation/refusal.html",
        sentence=sentence,
        status=status,
        words=words if unsent.are_kept() else "",
        # The page where they are kept may refuse, too: they are read here in any case.
        texts=unsent.typed_texts() if words else (),
        **more,
    )
    return page, status


def answer_refusal(refusal: DomainError) -> ResponseReturnValue:
    """Turn a refusal of the domain into its page, or into JSON for a script.

    What was pressed twice is refused the second time because the first one acted: that is said.
    """
    db.session.rollback()
    before = pressing.answered_before()
    if before is not None:
        return before
    if request.accept_mimetypes.best == "application/json":
        return {"code": refusal.code, "message": refusal.say()}, refusal.status
    restricted = isinstance(refusal, Restricted)
    to_verify = isinstance(refusal, NotVerified) and not restricted
    return _page(
        refusal.say(),
        refusal.status,
        to_verify=to_verify,
        restricted=restricted,
        leads_back=refusal.back,
    )


def answer_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Say that the form was left open too long, or came from elsewhere; or ask to sign in again."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "access", ANYONE) != ANYONE and not current_user.is_authenticated:
        return sign_in_with_words()
    return _page(gettext("Ce formulaire a expiré : rien n’est parti. Ouvrez-le de nouveau."), 400)


def answer_foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """Say no to a request under a name that is not ours; no page, whose links would carry it."""
    return (
        gettext("Ce site ne porte pas ce nom."),
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def answer_http_error(error: HTTPException) -> ResponseReturnValue:
    """Say an HTTP error in words."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    return _page(str(_SENTENCES.get(status, _l("Cette demande n’a pas pu aboutir."))), status)


def answer_crash(error: Exception) -> ResponseReturnValue:
    """Admit a fault of ours, or a full disk; the journal has the details."""
    if room.is_lacking(getattr(error, "original_exception", error)):
        return answer_refusal(NoRoom())
    return _page(
        gettext("Une erreur est survenue chez nous. Rien de ce qui était enregistré n’est perdu."),
        500,
    )


def _before_forgetting() -> Ending:
    return Ending(
        title=gettext("Effacer ces mots ?"),
        happens=(
            gettext("Ce que vous aviez écrit, et qui n’est pas parti, sera effacé pour de bon."),
        ),
        word=gettext("Effacer ces mots"),
        back=(local_path(request.args.get("next")), gettext("Les garder")),
    )


@bp.route("/mots/effacer", methods=["GET", "POST"])
@even_suspended
@anyone
@asks_first(_before_forgetting)
def forget_words() -> ResponseReturnValue:
    """Drop what was kept of one form that could not be sent from this browser."""
    unsent.forget(request.args.get("path", ""))
    flash(gettext("C’est effacé."))
    return redirect(local_path(request.args.get("next")), 303)


@bp.post("/langue")
@even_suspended
@anyone
def language() -> ResponseReturnValue:
    """Remember the language chosen on this device."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(local_path(request.form.get("next")), 303)


def back_or(usual: str) -> str:
    """Return where a form says that one came from, a path of this site, else the `usual` place."""
    said = request.values.get("next")
    return local_path(said) if said else usual
