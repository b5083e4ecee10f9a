"""My address: choose it, and choose how to prove it."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import client_address, limit
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents.access import current_actor
from verification.actions import claims as claims_actions
from verification.forms import AddressForm, ProofForm
from verification.kinds import WITHDRAWAL_WORDS
from verification.models.claims import AddressClaim, ClaimStatus
from verification.policies import refusals, rules
from verification.proving.registry import all_proofs, proof_of
from verification.queries import claims, homes, oversight
from verification.views.blueprint import bp
from verification.views.callers import device, recognise_device

_CHOSEN = "chosen_address"
_AROUND = "around_chosen_address"
_UNKNOWN = _l(
    "Nous ne trouvons pas cette adresse. Vérifiez le numéro et le nom de la rue. "
    "Elle est juste ? Passez à l’accueil de la mairie : on vous aidera."
)


@bp.get("/mon-adresse")
@signed_in
def address() -> ResponseReturnValue:
    """Say where the proof of my address is: what was sent, when to expect it, what to do."""
    claim = claims.last_claim(current_user)
    waits = claim is not None and claim.status is ClaimStatus.AWAITING
    return render_template(
        "verification/address.html",
        claim=claim,
        waits=waits,
        taken_no_more=claim is not None and waits and rules.is_taken_no_more(claim),
        choices=", ".join(str(one.in_short) for one in all_proofs() if one.in_short),
        former_homes=homes.former_homes(current_user),
        withdrawal=None if current_user.may_read else oversight.last_withdrawal(current_user),
        WITHDRAWALS=WITHDRAWAL_WORDS,
        asks_to_stay=rules.is_soon_to_reconfirm(current_user),
        **(_told_of(claim) if claim else {}),
    )


def _told_of(claim: AddressClaim) -> Mapping[str, object]:
    """Return what its proof tells of the last claim, that waits or came to nothing."""
    proof = proof_of(claim)
    said = {"proof": proof}
    if claim.status is ClaimStatus.AWAITING:
        return {**said, **proof.state(claim)}
    if claim.status is ClaimStatus.EXPIRED:
        return {**said, "expired": proof.after_expiry(claim)}
    if claim.status is ClaimStatus.REFUSED:
        return {**said, "refused": proof.after_refusal(claim)}
    return said


@bp.route("/mon-adresse/choisir", methods=["GET", "POST"])
@signed_in
@limit("60 per hour")
def choose() -> ResponseReturnValue:
    """Choose the door: typed and recognised, or picked from what it may mean."""
    form = AddressForm()
    found = form.find()
    door = found.exact
    if door is not None and rules.may_be_home(door):
        session[_CHOSEN] = door.key
        session[_AROUND] = found.around
        return redirect(url_for("verification.confirm"), 303)
    if door is not None and door.quartier is not None:
        # Only the quartier goes on: where one lives is asked again once it is open.
        return redirect(url_for("openings.opening", quartier_id=door.quartier.id), 303)
    if form.is_submitted() and not form.errors and not found.choices:
        form.typed.errors = [str(_UNKNOWN if door is None else refusals.OutsideQuartiers.sentence)]
    page = render_template("verification/choose.html", form=form, choices=found.choices)
    return page, 422 if form.errors else 200


@bp.post("/mon-adresse/prouver-mon-nom")
@signed_in
def prove_again() -> ResponseReturnValue:
    """Take the door where I live to the page that proves it, under another name."""
    if current_user.address is None:
        return redirect(url_for("verification.choose"), 303)
    session[_CHOSEN] = current_user.address.key
    return redirect(url_for("verification.confirm"), 303)


@bp.route("/mon-adresse/confirmer", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
@limit("15 per day", key=device)
@limit("60 per day", key=client_address)
def confirm() -> ResponseReturnValue:
    """Look at the door once more, and choose how to prove that one lives there."""
    door = _chosen_door()
    if door is None:
        return redirect(url_for("verification.choose"), 303)
    recognise_device()
    form = ProofForm()
    if form.validate_on_submit():
        with transaction():
            claim = claims_actions.claim_address(
                current_actor(),
                door,
                method=form.method.data,
                around=session.get(_AROUND, ""),
            )
        session.pop(_CHOSEN, None)
        session.pop(_AROUND, None)
        return redirect(url_for(proof_of(claim).next_page), 303)
    proofs = rules.proofs_for(current_user, door)
    page = render_template("verification/confirm.html", form=form, door=door, proofs=proofs)
    return page, 422 if form.errors else 200


def _chosen_door() -> Address | None:
    """Return the door just chosen, or that of the claim whose proof is to change."""
    door = address_by_key(session.get(_CHOSEN, ""))
    claim = claims.awaiting_claim(current_user) if door is None else None
    return claim.address if claim else door


def _before_ask_again() -> Ending:
    return Ending(
        title=gettext("Demander une nouvelle lettre ?"),
        happens=(
            gettext("Le code de la première lettre ne marchera plus, même si elle arrive."),
            gettext("La nouvelle met quelques jours."),
        ),
        word=gettext("Demander une nouvelle lettre"),
        back=(url_for("verification.address"), gettext("Mon adresse")),
    )


@bp.route("/mon-adresse/nouvelle-lettre", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
@asks_first(_before_ask_again)
def ask_again() -> ResponseReturnValue:
    """Ask for another letter: the first did not come, or its code is spent."""
    with transaction():
        claims_actions.ask_again(current_actor())
    flash(gettext("Une nouvelle lettre va partir. L’ancien code ne marche plus."))
    return redirect(url_for("verification.address"), 303)


def _before_give_up() -> Ending:
    return Ending(
        title=gettext("Annuler votre demande ?"),
        happens=(
            gettext("La preuve de cette adresse s’arrête : un code en route ne marchera plus."),
            gettext("Vous pourrez choisir de nouveau une adresse, la même ou une autre."),
        ),
        word=gettext("Annuler ma demande"),
        back=(url_for("verification.address"), gettext("Mon adresse")),
    )


@bp.route("/mon-adresse/annuler", methods=["GET", "POST"])
@signed_in
@asks_first(_before_give_up)
def give_up() -> ResponseReturnValue:
    """Cancel my claim: it is the wrong address, or I changed my mind."""
    with transaction():
        claims_actions.give_up(current_actor())
    flash(gettext("Votre demande est annulée. Vous pouvez choisir une autre adresse."))
    return redirect(url_for("verification.address"), 303)
