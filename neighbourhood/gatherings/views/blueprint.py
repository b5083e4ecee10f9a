"""The blueprint."""

from flask import Blueprint

bp = Blueprint("gatherings", __name__, url_prefix="/rencontres")
