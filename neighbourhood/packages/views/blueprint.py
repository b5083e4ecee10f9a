"""The blueprint, and the words that every template may use for packages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from neighbourhood.foundation.words.money import figure
from neighbourhood.packages import kinds

bp = Blueprint("packages", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template say how one may give to a package."""
    state.app.jinja_env.globals.update(
        PACKAGE_PARTS=kinds.PARTS,
        package_price=kinds.said_price,
        package_figure=figure,
        package_order=kinds.ORDER,
        package_waiting=kinds.said_waiting,
    )
