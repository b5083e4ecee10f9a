"""The blueprint."""

from flask import Blueprint

from neighbourhood.gatherings.subjects import day_in_full

bp = Blueprint("gatherings", __name__, url_prefix="/rencontres")
bp.add_app_template_filter(day_in_full)
