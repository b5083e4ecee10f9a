"""The blueprint that the views of this slice share."""

from flask import Blueprint, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import format_date

from neighbourhood.foundation.web.facts import said_when
from neighbourhood.foundation.web.keeping import today
from neighbourhood.funding import codes, kinds, months, treasury
from neighbourhood.funding.cases import paying, states
from neighbourhood.funding.cases import words as cases
from neighbourhood.funding.codes import transfer_token
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.saying import say_odd
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries.statements import number_waiting
from neighbourhood.funding.queries.transfers import line_of
from neighbourhood.funding.statements.references import grouped
from neighbourhood.funding.views import basketing
from neighbourhood.partners import siret

bp = Blueprint("funding", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let templates say where a gift stands, and what a case is about.

    Everywhere: the pretend bank, which has a blueprint of its own, shows the desk as well.
    """
    state.app.jinja_env.globals.update(
        gift_state=states.state_of,
        gift_state_at_desk=states.state_at_desk,
        gift_is_only_asked=states.is_only_asked,
        case_happened=cases.happened,
        case_todo=cases.todo,
        case_amount=cases.amount_of,
        say_odd=say_odd,
        line_of_gift=line_of,
        grouped=grouped,
        statements_waiting=number_waiting,
        way_to_transfer=_way_to_transfer,
        takes_transfers=choosing.takes_transfers,
        MONEY_CASES=cases.CASES,
        CASE_ENDINGS=cases.ENDINGS,
        said_when=said_when,
        PAY_OUTS=paying.PAY_OUT_WORDS,
        PAY_OUTS_OF_PARTNER=paying.PARTNER_WORDS,
        may_approve_pay_out=treasury.may_approve,
        is_all_there=treasury.is_all_there,
        may_confirm_account=treasury.may_confirm,
        spaced=siret.spaced,
        said_day=months.said_day,
        day_of_today=lambda: months.day_of(today()),
        stop_token=codes.stop_token,
        fund_kind=kinds.kind_of,
        basket_count=basketing.count,
    )
    state.app.jinja_env.filters["bank_day"] = format_date


def _way_to_transfer(pledge: Pledge) -> str:
    return url_for("funding.visitor_transfer", token=transfer_token(pledge))
