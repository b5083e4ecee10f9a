"""The blueprint, and the words that every page may use."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from neighbourhood.moderation import kinds, outcomes, voices
from neighbourhood.moderation.queries import decisions
from neighbourhood.moderation.queries.cases import open_about
from neighbourhood.moderation.rules import RULES
from neighbourhood.moderation.sayings import measures, process, reports, rules

bp = Blueprint("moderation", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template name the rules, and say of a hidden thing until when it is looked at."""
    state.app.jinja_env.globals.update(
        RULES=RULES,
        REPORTABLES=kinds.REPORTABLES,
        case_about=open_about,
        decision_about=decisions.about,
        OUTCOMES=outcomes.TOLD_OUTCOMES,
        APPEAL_ANSWERS=outcomes.ANSWER_WORDS,
        say_decision=measures.say_decision,
        say_measure=measures.say_measure,
        say_automatic=process.say_automatic,
        count_opinions=voices.count_opinions,
        say_heard=process.say_heard,
        say_deciders=process.say_deciders,
        ground_of=rules.ground_of,
        say_to_reporter=reports.say_to_reporter,
        has_changed=reports.has_changed,
        say_why_hidden=kinds.say_why_hidden,
        say_title=kinds.say_title,
        measures_before=decisions.before,
    )
