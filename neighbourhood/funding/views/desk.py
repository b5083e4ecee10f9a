"""The desk of those who look after the site: payments that no rule decides, odd messages."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.funding import kinds, policies
from neighbourhood.funding.actions import deciding
from neighbourhood.funding.cases.movements import movement_words_at_desk
from neighbourhood.funding.cases.rules import RULES
from neighbourhood.funding.cases.words import READ_CASE
from neighbourhood.funding.forms.desk import BankForm, CaseForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.pretend import PretendGateway
from neighbourhood.funding.models.provider import MoneyCase
from neighbourhood.funding.queries import invariants, pledges, provider
from neighbourhood.funding.queries.movements import movements_of
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import administrator
from neighbourhood.residents.access import current_actor


@bp.get("/administration/argent")
@administrator
def desk() -> ResponseReturnValue:
    """List what waits for a person, and what the bank said that the site cannot read."""
    bank = None
    if isinstance(choosing.chosen(), PretendGateway):
        bank = BankForm()
        bank.offer(provider.last_paid())
    return render_template(
        "neighbourhood/funding/desk.html",
        bank=bank,
        broken=invariants.noted(),
        RULES=RULES,
        **provider.at_the_desk(),
    )


@bp.route("/administration/argent/dossiers/<int:case_id>", methods=["GET", "POST"])
@administrator
def case(case_id: int) -> ResponseReturnValue:
    """Show what happened and what to do; decide, with a word."""
    found = provider.case(case_id)
    form = CaseForm()
    if form.is_submitted():
        # Before what may be decided is offered: what was read may allow another decision.
        require(found.closed_at is None, policies.CaseClosed)
        READ_CASE.unchanged(found)
    form.offer(policies.decisions_for(found))
    if not form.validate_on_submit():
        return _case_page(found, form)
    with transaction():
        deciding.decide(
            current_actor(),
            case_id,
            decision=policies.Decision(form.decision.data),
            word=form.word.data or "",
        )
    flash(gettext("C’est noté, le dossier est fermé."))
    return redirect(url_for("funding.desk"), 303)


def _case_page(found: MoneyCase, form: CaseForm) -> ResponseReturnValue:
    fund = found.pledge.fund
    page = render_template(
        "neighbourhood/funding/case.html",
        case=found,
        read=READ_CASE.drawn(found),
        pledge=found.pledge,
        others=pledges.paid_beside(found.pledge),
        form=form,
        purpose=kinds.purposes_of([fund]).get(fund.id),
        movements=movements_of(found.pledge),
        MOVEMENTS=movement_words_at_desk(kinds.kind_of(fund)),
    )
    return page, 422 if form.errors else 200
