"""Someone stands at the desk with their papers: a number they say, or a code read aloud."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.places.gazetteer import Found
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents.access import current_actor, notes_sight
from verification.actions import desk as desk_actions
from verification.forms import AddressForm, NumberForm
from verification.kinds import CLAIM_SEEN, READ_CLAIM
from verification.models.claims import AddressClaim
from verification.policies import rules
from verification.proofs.desk import DESK
from verification.queries import desk, oversight
from verification.views.blueprint import NUMBER, bp
from verification.views.desk import at_the_desk, desk_page


@bp.get("/accueil/guichet")
@at_the_desk
def counter() -> ResponseReturnValue:
    """Offer the two ways to confirm someone in person."""
    return _counter_page(NumberForm(formdata=None), AddressForm(formdata=None))


def _counter_page(
    number: NumberForm, where: AddressForm, found: Found | None = None
) -> ResponseReturnValue:
    wrong = bool(number.errors or where.errors)
    return desk_page(DESK, wrong=wrong, number=number, where=where, found=found)


@bp.post("/accueil/guichet/numero")
@at_the_desk
@limit("60 per hour")
def find_number() -> ResponseReturnValue:
    """Look for the claim whose number the resident says."""
    form = NumberForm()
    if form.validate_on_submit():
        session[NUMBER] = form.meant
        claim = _claim_by_number()
        if claim is not None and rules.may_be_cancelled(claim):
            return redirect(url_for("verification.person"), 303)
        proved = oversight.proof_by_reference(rules.served_by(current_user), form.meant)
        if proved is not None and rules.may_oversee(current_user, proved):
            return redirect(url_for("verification.proof", claim_id=proved.id), 303)
        form.reference.errors = [_why_not(claim)]
    return _counter_page(form, AddressForm(formdata=None))


def _why_not(claim: AddressClaim | None) -> str:
    if claim is not None:
        return str(rules.why_it_waits_no_more(claim).sentence)
    return str(gettext("Aucune demande de votre ville n’a ce numéro. Faites-le répéter."))


def _claim_by_number() -> AddressClaim | None:
    served = rules.served_by(current_user)
    claim = desk.by_reference(served, session.get(NUMBER, ""))
    return claim if claim is not None and rules.may_decide(current_user, claim) else None


def _whose() -> int | None:
    claim = _claim_by_number()
    return None if claim is None else claim.resident_id


@bp.get("/accueil/guichet/personne")
@at_the_desk
@notes_sight(CLAIM_SEEN, _whose)
def person() -> ResponseReturnValue:
    """Compare the person and their papers with the claim, then confirm it."""
    claim = _claim_by_number()
    if claim is None or not rules.may_be_cancelled(claim):
        if claim is not None:
            flash(_why_not(claim), "info")
        return redirect(url_for("verification.counter"), 303)
    read = READ_CLAIM.drawn(claim)
    return render_template("verification/proofs/desk/person.html", claim=claim, read=read)


@bp.post("/accueil/guichet/personne/confirmer")
@at_the_desk
@notes_sight(CLAIM_SEEN, _whose)
def confirm_person() -> ResponseReturnValue:
    """Confirm the address of someone whose papers I have seen."""
    with transaction():
        claim = rules.still_to_decide(current_user, _claim_by_number())
        desk_actions.confirm_in_person(current_actor(), READ_CLAIM.unchanged(claim))
    session.pop(NUMBER, None)
    flash(gettext("L’adresse est confirmée."))
    return redirect(url_for("verification.counter"), 303)


@bp.post("/accueil/guichet/code")
@at_the_desk
@limit("60 per hour")
def make_code() -> ResponseReturnValue:
    """Make a code to read aloud, for the address that the papers show."""
    form = AddressForm()
    found = form.find()
    if found.exact is not None:
        return redirect(url_for("verification.read_code", code_id=_code_for(found.exact)), 303)
    if not form.errors and not found.choices:
        form.typed.errors = [gettext("Nous ne trouvons pas cette adresse. Vérifiez le numéro.")]
    return _counter_page(NumberForm(formdata=None), form, found)


def _code_for(door: Address) -> int:
    key = door.key
    with transaction():
        again = address_by_key(key)
        if again is None:
            raise Missing
        return desk_actions.read_aloud(current_actor(), again).id


@bp.get("/accueil/guichet/codes/<int:code_id>")
@at_the_desk
def read_code(code_id: int) -> ResponseReturnValue:
    """Show the figures to read aloud, to whoever made them, while they can be typed."""
    code = desk.own_desk_code(current_user, code_id)
    return render_template(
        "verification/proofs/desk/read_code.html", desk_code=code, figures=desk.desk_code_in(code)
    )
