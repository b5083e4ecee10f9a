"""The blueprint, and how a direction is written in an address."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from neighbourhood.exchanges.models import Direction

_VERBS = {Direction.ASK: "demander", Direction.OFFER: "proposer"}
_DIRECTIONS = {verb: direction for direction, verb in _VERBS.items()}


class DirectionConverter(BaseConverter):
    """/entraide/demander and /entraide/proposer."""

    regex = "|".join(_DIRECTIONS)

    def to_python(self, value: str) -> Direction:
        """Read a direction from an address."""
        return _DIRECTIONS[value]

    def to_url(self, value: str) -> str:
        """Write a direction in an address."""
        return _VERBS[Direction(value)]


bp = Blueprint("exchanges", __name__)


@bp.record_once
def teach_addresses(state: BlueprintSetupState) -> None:
    """Let addresses hold a direction, before any of them is registered."""
    state.app.url_map.converters["direction"] = DirectionConverter
