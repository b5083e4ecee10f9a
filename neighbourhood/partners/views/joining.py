"""Accepting an invitation to the staff of a partner."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners import mails
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffInvitation
from neighbourhood.partners.policies.staffing import ForAnotherMailbox, is_invited
from neighbourhood.partners.queries.staff import still_invites
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.residents.access import current_actor, with_free_hands
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import must_have_second_factor


@bp.route("/partenaires/invitation/<token>", methods=["GET", "POST"])
@signed_in
@limit("30 per hour")
def accept_invitation(token: str) -> ResponseReturnValue:
    """Join the staff by a button, with the account of the mailbox that was invited."""
    invitation = _waiting(token)
    if invitation is None:
        return render_template("neighbourhood/partners/invitation_too_old.html"), 410
    require(is_invited(current_user, invitation), ForAnotherMailbox)
    with_free_hands()
    if request.method == "GET":
        return render_template(
            "neighbourhood/partners/accept_invitation.html",
            invitation=invitation,
            needs_second_factor=must_have_second_factor(current_user, staff=True),
        )
    with transaction():
        holding.hold(Partner, invitation.partner_id)
        # A measure about whoever invited ends what they sent: one of the two comes first.
        holding.hold(Resident, invitation.invited_by_id)
        staffing.accept(current_actor(), holding.hold(StaffInvitation, invitation.id))
    flash(gettext("Bienvenue dans l’équipe."))
    return redirect(url_for("partners.desk", partner_id=invitation.partner_id), 303)


def _waiting(token: str) -> StaffInvitation | None:
    said = unsign(mails.INVITATION, token, mails.ACCEPT_FOR)
    found = db.session.get(StaffInvitation, said) if isinstance(said, int) else None
    if found is None or found.accepted_at or found.withdrawn_at:
        return None
    stands = found.partner.accredited_at is not None and still_invites(found)
    return found if stands else None
