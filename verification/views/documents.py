"""My document, and the desk that reads it and throws it away."""

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor, notes_sight
from verification.actions import desk as desk_actions
from verification.kinds import DOCUMENT_SEEN, READ_DOCUMENT
from verification.models.desk import Document
from verification.policies import refusals, rules
from verification.proofs.document import DOCUMENT, DocumentForm, Kept, RefusalForm, to_keep
from verification.queries import claims, desk
from verification.views.blueprint import bp
from verification.views.desk import at_the_desk, desk_page

# In the session of a clerk: whose claims the documents opened lately are for. A document that is
# thrown away leaves nothing else by which to say why it is not there.
_OPENED = "documents_opened"
_MOST_OPENED = 30


@bp.route("/mon-adresse/document", methods=["GET", "POST"])
@signed_in
@limit("10 per hour")
def send_document() -> ResponseReturnValue:
    """Send a photo or a PDF that bears my name and my address."""
    claim = DOCUMENT.awaited_of(current_user)
    if claim is None:
        return redirect(url_for("verification.address"), 303)
    form = DocumentForm()
    kept = _read(form) if form.validate_on_submit() else None
    if kept is None:
        page = render_template("verification/proofs/document/send.html", form=form, claim=claim)
        return page, 422 if form.errors else 200
    _hand_in(kept, form)
    flash(gettext("Votre document est bien arrivé. La mairie va le lire, puis l’effacer."))
    return redirect(url_for("verification.address"), 303)


def _read(form: DocumentForm) -> Kept | None:
    try:
        return to_keep(form.document.data.read())
    except DomainError as refusal:
        form.document.errors = [refusal.say()]
        return None


def _hand_in(kept: Kept, form: DocumentForm) -> None:
    key = new_key("proofs", kept.ending)
    storage().put(key, kept.data, kept.content_type)
    try:
        with transaction():
            desk_actions.send_document(
                current_actor(),
                storage_key=key,
                content_type=kept.content_type,
                dated_on=form.dated_on.data,
            )
    except BaseException:
        # Nothing refers to it: a document that waits for nobody is not kept.
        storage().delete(key)
        raise


@bp.get("/accueil/documents")
@at_the_desk
def documents() -> ResponseReturnValue:
    """List the documents that wait for a decision."""
    return desk_page(DOCUMENT)


def _whose(document_id: int) -> int:
    return _to_decide(document_id).claim.resident_id


@bp.get("/accueil/documents/<int:document_id>")
@at_the_desk
@notes_sight(DOCUMENT_SEEN, _whose)
def document(document_id: int) -> ResponseReturnValue:
    """Show a document beside the name and the address it should bear."""
    found = _to_decide(document_id)
    opened = {**session.get(_OPENED, {}), str(found.id): found.claim_id}
    session[_OPENED] = dict(list(opened.items())[-_MOST_OPENED:])
    return _decision(document_id, RefusalForm())


def _decision(document_id: int, form: RefusalForm) -> ResponseReturnValue:
    found = _to_decide(document_id)
    page = render_template(
        "verification/proofs/document/decide.html",
        document=found,
        form=form,
        read=READ_DOCUMENT.drawn(found),
    )
    return page, 422 if form.errors else 200


@bp.get("/accueil/documents/<int:document_id>/fichier")
@at_the_desk
@notes_sight(DOCUMENT_SEEN, _whose)
def document_file(document_id: int) -> ResponseReturnValue:
    """Hand the file to the one who decides; no copy stays in the browser."""
    found = _to_decide(document_id)
    try:
        answer = make_response(storage().get(found.storage_key))
    except NothingStored:
        raise Missing from None
    answer.content_type = found.content_type
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = "inline"
    return answer


@bp.post("/accueil/documents/<int:document_id>/accepter")
@at_the_desk
@notes_sight(DOCUMENT_SEEN, _whose)
def accept_document(document_id: int) -> ResponseReturnValue:
    """Take the document as proof, and throw it away."""
    with transaction():
        read = READ_DOCUMENT.unchanged(_to_decide(document_id))
        desk_actions.accept_document(current_actor(), read)
    flash(gettext("L’adresse est confirmée, et le document est effacé."))
    return redirect(url_for("verification.documents"), 303)


@bp.post("/accueil/documents/<int:document_id>/refuser")
@at_the_desk
@notes_sight(DOCUMENT_SEEN, _whose)
def refuse_document(document_id: int) -> ResponseReturnValue:
    """Refuse the document with a reason, and throw it away."""
    form = RefusalForm()
    if not form.validate_on_submit():
        return _decision(document_id, form)
    with transaction():
        desk_actions.refuse_document(
            current_actor(),
            READ_DOCUMENT.unchanged(_to_decide(document_id)),
            refusal=form.refusal.data,
        )
    flash(gettext("Le document est refusé et effacé. La personne sait pourquoi."))
    return redirect(url_for("verification.documents"), 303)


def _to_decide(document_id: int) -> Document:
    try:
        found = desk.get_document(document_id)
    except Missing:
        raise _why_gone(document_id) from None
    if not rules.may_decide(current_user, found.claim):
        raise Missing
    return found


def _why_gone(document_id: int) -> DomainError:
    """Return what became of a document that this clerk has read, or found in the list."""
    asked = request.args.get("claim", 0, type=row_id)
    claim = claims.claim_of(session.get(_OPENED, {}).get(str(document_id), asked))
    if claim is None or not rules.may_decide(current_user, claim):
        return Missing()
    if rules.may_be_cancelled(claim):
        return refusals.ReplacedMeanwhile()
    return rules.why_it_waits_no_more(claim)()
