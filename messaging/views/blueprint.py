"""The blueprint."""

from flask import Blueprint

from messaging import kinds
from messaging.models import written

bp = Blueprint("messaging", __name__, url_prefix="/messages")
bp.add_app_template_global(kinds.say_moment)
bp.add_app_template_global(written)
