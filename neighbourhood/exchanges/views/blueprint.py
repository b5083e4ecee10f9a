"""The blueprint, and how a direction is written in an address."""

from flask import Blueprint

from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.web import url_words

bp = Blueprint("exchanges", __name__)
url_words.teach(bp, "direction", {Direction.ASK: "demander", Direction.OFFER: "proposer"})
