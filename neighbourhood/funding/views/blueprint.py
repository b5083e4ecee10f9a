"""The blueprint that the views of this slice share."""

from flask import Blueprint

from neighbourhood.funding import cases, kinds
from neighbourhood.funding.gateways.saying import say_odd

bp = Blueprint("funding", __name__)
bp.add_app_template_global(kinds.kind_of, "fund_kind")


@bp.context_processor
def words() -> dict[str, object]:
    """Let templates say where a gift stands, and what a case is about."""
    return {
        "gift_state": cases.state_of,
        "gift_state_at_desk": cases.state_at_desk,
        "gift_is_only_asked": cases.is_only_asked,
        "case_happened": cases.happened,
        "case_amount": cases.amount_of,
        "say_odd": say_odd,
        "MONEY_CASES": cases.CASES,
        "CASE_ENDINGS": cases.ENDINGS,
    }
