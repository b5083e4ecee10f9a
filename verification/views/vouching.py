"""A neighbour answers for a newcomer."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor
from verification.actions import vouching as vouching_actions
from verification.kinds import READ_CLAIM
from verification.models.claims import AddressClaim
from verification.policies import rules
from verification.proofs.vouching import PledgeForm, VouchForm
from verification.proving.protocol import Outcome
from verification.queries import vouching
from verification.views.blueprint import bp

_INVITE = "vouch_invite"


@bp.route("/garant", methods=["GET", "POST"])
@verified
@limit("20 per hour")
def meet_newcomer() -> ResponseReturnValue:
    """Type the code that a newcomer gave me, in person."""
    form = VouchForm()
    if form.validate_on_submit():
        with transaction():
            outcome, invite = vouching_actions.open_invite(current_actor(), code=form.meant)
        if invite is not None:
            session[_INVITE] = invite.id
            return redirect(url_for("verification.vouch"), 303)
        form.code.errors = [_remark(outcome)]
    page = render_template("verification/proofs/vouching/meet.html", form=form)
    return page, 422 if form.errors else 200


def _remark(outcome: Outcome) -> str:
    if outcome is Outcome.SPENT:
        return str(gettext("Cela fait trop d’essais. Réessayez demain."))
    return str(
        gettext("Ce code n’existe pas, ou il est trop ancien. Relisez-le avec cette personne.")
    )


@bp.route("/garant/signer", methods=["GET", "POST"])
@verified
@limit("20 per hour")
def vouch() -> ResponseReturnValue:
    """Read what it means to answer for someone, then do so."""
    claim = _claim_of_invite()
    if claim is None:
        return redirect(url_for("verification.meet_newcomer"), 303)
    form = PledgeForm()
    if form.validate_on_submit():
        with transaction():
            READ_CLAIM.unchanged(db.session.get_one(AddressClaim, claim.id))
            vouching_actions.vouch(current_actor(), session[_INVITE])
        session.pop(_INVITE)
        flash(gettext("Merci, c’est noté : vous connaissez cette personne."))
        return redirect(url_for("feed.home"), 303)
    page = render_template(
        "verification/proofs/vouching/vouch.html",
        form=form,
        claim=claim,
        read=READ_CLAIM.first_drawn(claim),
    )
    return page, 422 if form.errors else 200


def _claim_of_invite() -> AddressClaim | None:
    """Return the claim whose code was typed here; say at once when one cannot answer for it."""
    claim = vouching.claim_to_vouch_for(session.get(_INVITE, 0))
    if claim is None:
        return None
    refusal = rules.refusal_to_vouch(current_user, claim, vouching.vouches_for(claim))
    if refusal is not None:
        session.pop(_INVITE)
        raise refusal
    return claim
