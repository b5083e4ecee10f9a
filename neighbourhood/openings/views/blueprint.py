"""The blueprint."""

from flask import Blueprint

from neighbourhood.foundation.words.later import say_kept

bp = Blueprint("openings", __name__)
bp.add_app_template_filter(say_kept, "said_later")
