"""The desk of the town hall: letters to print and to post, those that came to the wrong people."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from neighbourhood.foundation.access import signed_in
from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.identifiers import row_id
from neighbourhood.foundation.throttling import limit
from neighbourhood.partners.policies import may_verify
from verification import actions, policies, queries
from verification.views.blueprint import bp, pdf_of

P = ParamSpec("P")
DESK = "desk"


def at_the_desk(handler: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask for someone who verifies addresses for a town hall; for others the page is not there."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not may_verify(current_user):
            raise Missing
        return handler(*args, **kwargs)

    known = signed_in(guarded)
    known.access = DESK  # type: ignore[attr-defined]
    return known


@bp.get("/accueil/courriers")
@at_the_desk
def desk() -> ResponseReturnValue:
    """List the letters to print and to post, and those that came to the wrong people."""
    served = policies.served_by(current_user)
    waiting = queries.waiting_letters(served)
    return render_template(
        "verification/desk.html",
        fresh=[letter for letter in waiting if not letter.printed_at],
        printed=[letter for letter in waiting if letter.printed_at],
        disputed=queries.disputed_claims(served),
        policies=policies,
    )


@bp.post("/accueil/courriers/imprimer")
@at_the_desk
def print_letters() -> ResponseReturnValue:
    """Take the waiting letters to the printer."""
    with transaction():
        actions.print_letters(current_user)
    return redirect(url_for("verification.desk", _anchor="printed"), 303)


@bp.get("/accueil/courriers.pdf")
@at_the_desk
@limit("30 per hour", methods=["GET"])
def letters_pdf() -> ResponseReturnValue:
    """Give the letters at the printer as one file, again and again until they are posted."""
    waiting = queries.waiting_letters(policies.served_by(current_user))
    printed = [letter for letter in waiting if letter.printed_at][: actions.BATCH]
    if not printed:
        raise Missing
    return pdf_of(printed, "courriers.pdf")


@bp.post("/accueil/courriers/postes")
@at_the_desk
def mark_posted() -> ResponseReturnValue:
    """Note that the letters listed on the page left."""
    with transaction():
        count = actions.mark_posted(current_user, set(request.form.getlist("letter", type=row_id)))
    flash(ngettext("%(num)d lettre est partie.", "%(num)d lettres sont parties.", count))
    return redirect(url_for("verification.desk"), 303)


@bp.post("/accueil/courriers/signalements/<int:claim_id>")
@at_the_desk
def settle_dispute(claim_id: int) -> ResponseReturnValue:
    """Decide what people said of a letter that was not for them."""
    with transaction():
        claim = queries.disputed_claim(claim_id)
        actions.settle_dispute(current_user, claim, founded=request.form.get("founded") == "yes")
    return redirect(url_for("verification.desk"), 303)
