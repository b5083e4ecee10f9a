"""The blueprint."""

from flask import Blueprint

bp = Blueprint("openings", __name__)
