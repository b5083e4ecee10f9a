"""The blueprint that the views of this slice share."""

from flask import Blueprint

from neighbourhood.funding import cases, kinds

bp = Blueprint("funding", __name__)
bp.add_app_template_global(kinds.kind_of, "fund_kind")
bp.add_app_template_global(cases.STATE_WORDS, "GIFT_STATES")
bp.add_app_template_global(cases.CASES, "MONEY_CASES")
