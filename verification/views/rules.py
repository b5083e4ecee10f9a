"""Which proofs of address a town takes: those who run it choose, claims under way go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from verification.actions import rules as actions
from verification.forms import TakenForm
from verification.kinds import READ_TAKEN
from verification.policies.refusals import LastMethod
from verification.proving.registry import all_proofs, proof_codes
from verification.queries import claims
from verification.views.blueprint import bp


@dataclass(frozen=True, slots=True)
class Taken:
    """The proofs that a town takes, in the order of their tiles."""

    methods: Sequence[str]


def _taken(town: Municipality) -> Taken:
    forbidden = claims.forbidden_methods(town.id)
    return Taken([code for code in proof_codes() if code not in forbidden])


@bp.route("/administration/communes/<int:municipality_id>/preuves", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def town_proofs(town: Municipality) -> ResponseReturnValue:
    """Choose by which proofs people of a town prove their address."""
    taken = _taken(town)
    form = TakenForm(data={"methods": taken.methods})
    if form.validate_on_submit():
        try:
            return _keep(town, form.methods.data or [])
        except LastMethod as refusal:
            form.methods.errors = [refusal.say()]
    page = render_template(
        "verification/town_proofs.html",
        town=town,
        form=form,
        proofs=all_proofs(),
        waiting=claims.count_waiting(town.id),
        read=READ_TAKEN.first_drawn(taken),
    )
    return page, 422 if form.errors else 200


def _keep(town: Municipality, methods: Sequence[str]) -> ResponseReturnValue:
    with transaction():
        held = holding.hold(Municipality, town.id)
        READ_TAKEN.as_read(_taken(held))
        changed = actions.take(held, methods)
    if changed:
        flash(gettext("C’est fait. Les demandes déjà commencées continuent."))
    else:
        flash(gettext("Rien n’a changé."), "info")
    return redirect(url_for("verification.town_proofs", municipality_id=town.id), 303)
