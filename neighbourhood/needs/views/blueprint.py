"""The blueprint, and the words that every template may use for needs."""

from flask import Blueprint, flash, redirect, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.words.comparing import compared
from neighbourhood.needs import kinds, placing, policies, proofs, queries
from neighbourhood.needs.anonymity import QUESTIONS, pieces, words_to_weigh
from neighbourhood.needs.intake import found, words
from neighbourhood.needs.models import Need
from neighbourhood.needs.not_now import why_not_now
from neighbourhood.needs.versions import RevisionOf

bp = Blueprint("needs", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template, and every macro, name the kind of a need and where it stands."""
    state.app.jinja_env.globals.update(
        FEWEST_TOLD=policies.FEWEST_TOLD,
        NEED_KINDS=kinds.KINDS,
        NEED_STATUSES=kinds.STATUS_WORDS,
        NEED_URGENCIES=kinds.URGENCIES,
        NEED_FILE_STATUSES=words.FILE_STATUSES,
        say_band=words.band,
        may_confirm_file=policies.may_confirm_file,
        may_judge_file=policies.may_judge_file,
        readers_of_file=found.readers_of,
        need_place=kinds.place_of,
        need_place_in=kinds.place_in,
        need_preview=placing.preview,
        may_approve_need=policies.is_second_reader,
        may_fund=policies.may_fund,
        offers_needs_to_all=policies.offers_to_all,
        may_thank=policies.may_thank,
        readers_of_text=queries.readers_of,
        hands_in=policies.hands_in,
        wrote_in=policies.wrote_in,
        may_approve_revision=policies.reads_a_revision,
        NEED_QUESTIONS=QUESTIONS,
        words_to_weigh=words_to_weigh,
        pieces_of=pieces,
        compared=compared,
        proof_line=proofs.proof_line,
        proof_seen=proofs.proof_seen,
    )


def not_now(need: Need, about: RevisionOf | None = None) -> ResponseReturnValue:
    """Say why this cannot be written now, and go where one reads what can be done."""
    flash(str(why_not_now(need.status, about)), "info")
    return to_review(need)


def to_review(need: Need) -> ResponseReturnValue:
    """Send staff back to the page of a need."""
    here = url_for("needs.review", partner_id=need.partner_id, need_id=need.id)
    return redirect(here, 303)
