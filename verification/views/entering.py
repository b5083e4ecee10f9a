"""My code: that of a letter, of my household, or read aloud at the desk."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor
from verification.actions import claims as claims_actions
from verification.gateways import carrier
from verification.letters import words
from verification.models.claims import AddressClaim
from verification.models.letters import LetterCode
from verification.proving.protocol import Outcome, Typed
from verification.proving.registry import proof_of
from verification.queries import claims
from verification.queries import letters as letters_queries
from verification.views.blueprint import bp, pdf_of

_TOO_OLD = _l(
    "Ce code est trop ancien. Choisissez votre adresse pour recevoir une nouvelle lettre."
)
_DISPUTED = _l(
    "La mairie vérifie cette demande. Passez à l’accueil avec une pièce d’identité : "
    "on vous aidera."
)
_OVER = _l("Ce code ne marche plus. Choisissez une autre façon de prouver votre adresse.")


@bp.route("/mon-adresse/code", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
def enter_code() -> ResponseReturnValue:
    """Enter a code, and be home."""
    claim = claims.awaiting_claim(current_user)
    typed = proof_of(claim).typed if claim is not None else None
    if claim is None or typed is None:
        return redirect(url_for("verification.address"), 303)
    form: Any = typed.form()
    if form.validate_on_submit():
        with transaction():
            outcome = claims_actions.confirm_code(current_actor(), code=form.meant)
        if outcome is Outcome.CONFIRMED:
            flash(gettext("Bienvenue chez vous. Vos voisins peuvent maintenant vous lire."))
            return redirect(url_for("feed.home"), 303)
        form.code.errors = [_remark(outcome, claim, typed)]
    page = render_template(
        "verification/code.html", form=form, typed=typed, carrier=carrier(), method=claim.method
    )
    return page, 422 if form.errors else 200


def _remark(outcome: Outcome, claim: AddressClaim, typed: Typed) -> str:
    said = {Outcome.EXPIRED: _TOO_OLD, Outcome.DISPUTED: _DISPUTED, Outcome.OVER: _OVER}
    if outcome in said:
        return str(said[outcome])
    left = proof_of(claim).tries_left(claim)
    if outcome is Outcome.SPENT or not left:
        return str(typed.spent)
    rest = ngettext("il vous reste un seul essai.", "il vous reste %(num)d essais.", left)
    return f"{typed.wrong} {rest}"


@bp.get("/mon-adresse/lettre")
@signed_in
def read_letter() -> ResponseReturnValue:
    """Show my letter on screen, where the postman is a pretend one."""
    letter = words.compose(_my_letter_on_screen())
    return render_template(
        "verification/proofs/letter/letter.html", letter=letter, qr=paper.picture(letter.scan)
    )


@bp.get("/mon-adresse/lettre.pdf")
@signed_in
@limit("30 per hour", methods=["GET"])
def letter_pdf() -> ResponseReturnValue:
    """Give my letter as it would be printed, where the postman is a pretend one."""
    return pdf_of([_my_letter_on_screen()], "lettre.pdf")


def _my_letter_on_screen() -> LetterCode:
    claim = claims.awaiting_claim(current_user) if carrier().on_screen else None
    letter = letters_queries.live_letter(claim) if claim else None
    if letter is None:
        raise Missing
    return letter
