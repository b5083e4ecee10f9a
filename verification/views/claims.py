"""My address: choose it, wait for the letter, enter its code."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.access import signed_in
from neighbourhood.foundation.database import transaction
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.throttling import limit
from neighbourhood.places.queries import address_by_key
from verification import actions, letters, policies, queries
from verification.forms import AddressForm, CodeForm
from verification.gateways import carrier
from verification.models import TRIES, LetterCode
from verification.proofs import Outcome
from verification.views.blueprint import bp, pdf_of

_CHOSEN = "chosen_address"
_UNKNOWN = _l(
    "Nous ne trouvons pas cette adresse. Vérifiez le numéro et le nom de la rue. "
    "Elle est juste ? Passez à l’accueil de la mairie : on vous aidera."
)
_REMARKS = {
    Outcome.SPENT: _l(
        "Ce code a été mal tapé trop de fois : il ne marche plus. Demandez une nouvelle lettre."
    ),
    Outcome.EXPIRED: _l(
        "Ce code est trop ancien. Choisissez votre adresse pour recevoir une nouvelle lettre."
    ),
    Outcome.DISPUTED: _l(
        "La mairie vérifie cette demande. Passez à l’accueil avec une pièce d’identité : "
        "on vous aidera."
    ),
}


@bp.get("/mon-adresse")
@signed_in
def address() -> ResponseReturnValue:
    """Say where the proof of my address is: what was sent, when to expect it, what to do."""
    claim = queries.last_claim(current_user)
    letter = queries.live_letter(claim) if claim else None
    return render_template(
        "verification/address.html",
        claim=claim,
        letter=letter,
        carrier=carrier(),
        policies=policies,
        again_from=letter and letter.created_at + policies.BETWEEN_LETTERS,
    )


@bp.route("/mon-adresse/choisir", methods=["GET", "POST"])
@signed_in
@limit("60 per hour")
def choose() -> ResponseReturnValue:
    """Choose the door: typed and recognised, or picked from what it may mean."""
    form = AddressForm()
    found = queries.Found(None, ())
    door = address_by_key(form.key.data) if form.key.data else None
    if door is None and form.validate_on_submit():
        found = queries.find_addresses(form.typed.data)
        door = found.exact
    if door is not None and policies.may_be_home(door):
        session[_CHOSEN] = door.key
        return redirect(url_for("verification.confirm"), 303)
    if form.is_submitted() and not form.errors and not found.choices:
        form.typed.errors = [str(_UNKNOWN if door is None else policies.OutsideQuartiers.sentence)]
    page = render_template("verification/choose.html", form=form, choices=found.choices)
    return page, 422 if form.errors else 200


@bp.route("/mon-adresse/confirmer", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
def confirm() -> ResponseReturnValue:
    """Look at the door once more before a letter leaves for it."""
    door = address_by_key(session.get(_CHOSEN, ""))
    if door is None:
        return redirect(url_for("verification.choose"), 303)
    if request.method == "GET":
        return render_template("verification/confirm.html", door=door, carrier=carrier())
    with transaction():
        actions.claim_address(current_user, door)
    session.pop(_CHOSEN, None)
    return redirect(url_for("verification.address"), 303)


@bp.post("/mon-adresse/nouvelle-lettre")
@signed_in
@limit("20 per hour")
def ask_again() -> ResponseReturnValue:
    """Ask for another letter: the first did not come, or its code is spent."""
    with transaction():
        actions.ask_again(current_user)
    flash(gettext("Une nouvelle lettre va partir. L’ancien code ne marche plus."))
    return redirect(url_for("verification.address"), 303)


@bp.post("/mon-adresse/annuler")
@signed_in
def give_up() -> ResponseReturnValue:
    """Cancel my claim: it is the wrong address, or I changed my mind."""
    with transaction():
        actions.give_up(current_user)
    flash(gettext("Votre demande est annulée. Vous pouvez choisir une autre adresse."))
    return redirect(url_for("verification.address"), 303)


@bp.route("/mon-adresse/code", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
def enter_code() -> ResponseReturnValue:
    """Enter the code of the letter, and be home."""
    if queries.awaiting_claim(current_user) is None:
        return redirect(url_for("verification.address"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        with transaction():
            outcome = actions.confirm_code(current_user, code=form.meant)
        if outcome is Outcome.CONFIRMED:
            flash(gettext("Bienvenue chez vous. Vos voisins peuvent maintenant vous lire."))
            return redirect(url_for("feed.home"), 303)
        form.code.errors = [_remark(outcome)]
    page = render_template("verification/code.html", form=form, carrier=carrier())
    return page, 422 if form.errors else 200


def _remark(outcome: Outcome) -> str:
    claim = queries.awaiting_claim(current_user)
    letter = queries.live_letter(claim) if claim else None
    left = TRIES - letter.tries if letter else 0
    if outcome is not Outcome.WRONG or not left:
        return str(_REMARKS.get(outcome, _REMARKS[Outcome.SPENT]))
    said = ngettext(
        "Ce n’est pas le bon code. Relisez la lettre : il vous reste un seul essai.",
        "Ce n’est pas le bon code. Relisez la lettre : il vous reste %(num)d essais.",
        left,
    )
    return str(said)


@bp.get("/mon-adresse/lettre")
@signed_in
def read_letter() -> ResponseReturnValue:
    """Show my letter on screen, where the postman is a pretend one."""
    letter = letters.compose(_my_letter_on_screen())
    return render_template(
        "verification/letter.html", letter=letter, qr=letters.qr_picture(letter.scan)
    )


@bp.get("/mon-adresse/lettre.pdf")
@signed_in
@limit("30 per hour", methods=["GET"])
def letter_pdf() -> ResponseReturnValue:
    """Give my letter as it would be printed, where the postman is a pretend one."""
    return pdf_of([_my_letter_on_screen()], "lettre.pdf")


def _my_letter_on_screen() -> LetterCode:
    claim = queries.awaiting_claim(current_user) if carrier().on_screen else None
    letter = queries.live_letter(claim) if claim else None
    if letter is None:
        raise Missing
    return letter
