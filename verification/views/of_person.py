"""How one person proved where they live, for who looks after them and may take a proof back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.people.access import looking_after
from neighbourhood.people.kinds import SEEN
from neighbourhood.people.policies import refusal_to_act
from neighbourhood.residents.access import asks_reason, current_actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import oversight as oversight_actions
from verification.forms import WithdrawalForm
from verification.kinds import CLAIM_WORDS, PROOF_SEEN, READ_DISPUTED
from verification.models.claims import AddressClaim
from verification.policies import rules
from verification.policies.refusals import NothingToWithdraw
from verification.proving.registry import proof_of
from verification.queries import claims, homes
from verification.views.blueprint import bp
from verification.views.oversight import known_of


def _whose(resident_id: int) -> int:
    """Return whom it concerns; for who may not see proofs the page is not there, and asks nothing.

    Who looks after somebody sees their account; where they live, only who verifies besides.
    """
    person = db.session.get_one(Resident, resident_id)
    if not rules.may_see_proofs_of(current_user, person):
        raise Missing
    refusal = refusal_to_act(current_user, person)
    if refusal is not None:
        raise refusal
    return resident_id


@bp.route("/administration/personnes/<int:resident_id>/adresse", methods=["GET", "POST"])
@looking_after
@asks_reason(SEEN.code, _whose, noting_as=PROOF_SEEN)
def of_person(person: Resident) -> ResponseReturnValue:
    """Show the requests of one person, and take back the proof of where they live."""
    form, here = WithdrawalForm(), url_for("people.show", resident_id=person.id)
    if form.validate_on_submit():
        with transaction():
            oversight_actions.withdraw_proof(
                current_actor(),
                READ_DISPUTED.unchanged(_still_present(person)),
                reason=form.reason.data,
                words=form.words.data or "",
            )
        flash(gettext("La preuve est retirée. La personne sait pourquoi, et que faire."))
        return redirect(here, 303)
    claim = _present(person)
    page = render_template(
        "verification/of_person.html",
        person=person,
        back_to=here,
        form=form,
        **known_of(claim) if claim else {"claim": None},
        made=_requests_of(person),
        words=CLAIM_WORDS,
    )
    return page, 422 if form.errors else 200


def _present(person: Resident) -> AddressClaim | None:
    """Return what proved the present home, where the reader may look at it closely."""
    claim = homes.proof_of_home(person)
    return claim if claim is not None and rules.may_oversee(current_user, claim) else None


def _still_present(person: Resident) -> AddressClaim:
    claim = _present(person)
    if claim is None:
        raise NothingToWithdraw
    return claim


def _requests_of(person: Resident) -> list[tuple[AddressClaim, object, bool]]:
    """Return what may be seen of what somebody asked: each, its proof, whether a desk decides."""
    seen = (one for one in claims.claims_of(person) if rules.may_oversee(current_user, one))
    return [(one, proof_of(one), rules.may_decide_now(current_user, one)) for one in seen]
