"""The blueprint."""

from flask import Blueprint

bp = Blueprint("bulletins", __name__, url_prefix="/entraide/mots")
