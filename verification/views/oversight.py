"""Proofs that seem wrong: those to look at, one looked at closely, one taken back."""

from functools import partial

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.links import stands_on
from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners.policies.acting import may_verify
from neighbourhood.residents.access import asks_reason, current_actor
from verification.actions import oversight as oversight_actions
from verification.forms import NumberForm, WithdrawalForm
from verification.kinds import PROOF_SEEN, READ_DISPUTED, WITHDRAWAL_WORDS
from verification.models.claims import AddressClaim, ClaimStatus
from verification.policies import rules
from verification.proving.registry import proof_of
from verification.queries import claims, oversight, vouching
from verification.views.blueprint import NUMBER, bp
from verification.views.desk import CHIPS, Chip, overseeing

HERE = "verification.circles"


def _how_many() -> int:
    return oversight.to_look_at(rules.overseen_by(current_user))


CHIPS.declare(
    Chip(code=HERE, word=_l("Preuves à revoir"), path=partial(path_to, HERE), figure=_how_many)
)


@bp.get("/accueil/garants")
@overseeing
def circles() -> ResponseReturnValue:
    """List the proofs to look at: neighbours who vouch in a ring, letters nobody had asked for."""
    return _circles_page(NumberForm(formdata=None))


def _circles_page(form: NumberForm) -> ResponseReturnValue:
    towns = rules.overseen_by(current_user)
    alerts = vouching.alerts(towns)
    page = render_template(
        "verification/circles.html",
        form=form,
        alerts=alerts,
        vouchers=vouching.vouchers_of([alert.claim_id for alert in alerts]),
        disputed=claims.disputed_claims(towns, ClaimStatus.CONFIRMED),
        at_the_desk=may_verify(current_user),
    )
    return page, 422 if form.errors else 200


def _before_note_alert(alert_id: int) -> Ending:
    alert = oversight.alert(alert_id)
    if alert is None or not rules.may_oversee(current_user, alert.claim):
        raise Missing
    return Ending(
        title=gettext("Vu, rien à faire ?"),
        happens=(
            gettext("Ces adresses restent confirmées."),
            gettext("L’alerte disparaît de la liste, pour toute l’équipe."),
        ),
        word=gettext("Vu, rien à faire"),
        harmless=True,
        back=(url_for("verification.circles"), gettext("Preuves à revoir")),
    )


@bp.route("/accueil/garants/<int:alert_id>", methods=["GET", "POST"])
@overseeing
@asks_first(_before_note_alert)
def note_alert(alert_id: int) -> ResponseReturnValue:
    """Note that the desk has looked at it."""
    with transaction():
        oversight_actions.note_alert(current_actor(), alert_id)
    return redirect(url_for("verification.circles"), 303)


@bp.post("/accueil/preuves")
@overseeing
@limit("60 per hour")
@stands_on("verification.circles")
def find_proof() -> ResponseReturnValue:
    """Look for the proof whose number the resident says."""
    form = NumberForm()
    if form.validate_on_submit():
        towns = rules.overseen_by(current_user)
        claim = oversight.proof_by_reference(towns, form.meant)
        if claim is not None and rules.may_oversee(current_user, claim):
            session[NUMBER] = form.meant
            return redirect(url_for("verification.proof", claim_id=claim.id), 303)
        form.reference.errors = [gettext("Aucune adresse confirmée n’a ce numéro.")]
    return _circles_page(form)


def _to_look_at(claim_id: int) -> AddressClaim:
    """Return a proof that something is said of, or whose number was just given, and no other."""
    claim = oversight.proof(claim_id)
    told = claim.disputed_at is not None or oversight.alert_about(claim) is not None
    if not rules.may_oversee(current_user, claim):
        raise Missing
    if not told and session.get(NUMBER) != claim.reference:
        raise Missing
    return claim


def _whose(claim_id: int) -> int:
    return _to_look_at(claim_id).resident_id


@bp.get("/accueil/preuves/<int:claim_id>")
@overseeing
@asks_reason(PROOF_SEEN, _whose)
def proof(claim_id: int) -> ResponseReturnValue:
    """Look at one proof closely: whose, where, how, and what is said of it."""
    return _proof_page(_to_look_at(claim_id), WithdrawalForm(formdata=None))


def _proof_page(claim: AddressClaim, form: WithdrawalForm) -> ResponseReturnValue:
    page = render_template("verification/proof.html", form=form, **known_of(claim))
    return page, 422 if form.errors else 200


def known_of(claim: AddressClaim) -> dict[str, object]:
    """Return what is said of a proof by who looks at it closely, and what may be done."""
    return {
        "claim": claim,
        "read": READ_DISPUTED.first_drawn(claim),
        "alert": oversight.alert_about(claim),
        "vouchers": vouching.vouchers_of([claim.id]).get(claim.id, ()),
        "withdrawal": oversight.withdrawal_of(claim) if claim.status == "withdrawn" else None,
        "may_be_withdrawn": rules.may_be_withdrawn(claim),
        "how": proof_of(claim).how,
        "REASONS": WITHDRAWAL_WORDS,
    }


@bp.post("/accueil/preuves/<int:claim_id>/retirer")
@overseeing
@asks_reason(PROOF_SEEN, _whose)
def withdraw_proof(claim_id: int) -> ResponseReturnValue:
    """Take a proof back, with the reason that its owner will read."""
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _proof_page(_to_look_at(claim_id), form)
    with transaction():
        oversight_actions.withdraw_proof(
            current_actor(),
            READ_DISPUTED.unchanged(_to_look_at(claim_id)),
            reason=form.reason.data,
            words=form.words.data or "",
        )
    flash(gettext("La preuve est retirée. La personne sait pourquoi, et que faire."))
    return redirect(url_for("verification.circles"), 303)
