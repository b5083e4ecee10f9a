"""The blueprint, and the words that every template may use for libraries."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries import hours, kinds, subjects

bp = Blueprint("libraries", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template, and every macro, say when a desk opens and where a tool stands."""
    state.app.jinja_env.filters.update(
        full_day=kinds.say_day_in_full,
        weekday=kinds.say_weekday,
        short_month=kinds.say_short_month,
        opening_hours=kinds.say_hours,
        coming_day=kinds.say_coming,
        borrower_name=kinds.say_borrower,
    )
    state.app.jinja_env.globals.update(
        TOOL_STATUSES=subjects.TOOL_STATUSES,
        TOOL_DAYS=subjects.DAYS,
        TOOL_LOAN_STATUSES=subjects.LOAN_STATUSES,
        next_openings=hours.next_openings,
        coming_closures=hours.coming_closures,
        week_of=kinds.say_week,
        weekdays=kinds.weekdays,
        today=today,
    )
