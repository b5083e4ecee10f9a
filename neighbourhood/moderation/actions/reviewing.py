"""Neighbours of trust: asked, answering, stopping, thanked; and what they think of a case."""

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.models.cases import Case, Opinion
from neighbourhood.moderation.models.reviewers import Reviewer, ReviewerStatus
from neighbourhood.moderation.policies import reviewing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, may_handle, moderates
from neighbourhood.moderation.queries import reviews
from neighbourhood.moderation.voices import (
    REVIEW_ACCEPTED,
    REVIEW_ASKED,
    REVIEW_DECLINED,
    REVIEW_ENDED,
    REVIEW_STOPPED,
    REVIEW_TAKEN_BACK,
    TO_REVIEW,
)
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def name(actor: Actor, town: Municipality, resident: Resident | None) -> Reviewer:
    """Ask a resident of the town to help review."""
    require(moderates(actor.resident, town.id), Missing)
    if resident is None or not policies.may_be_named(resident, town.id):
        raise policies.CannotReview
    named = Reviewer(
        municipality_id=town.id, resident_id=hold(Resident, resident.id).id, named_by_id=actor.id
    )
    require(reviews.standing_of(resident) is None, policies.CannotReview)
    db.session.add(named)
    db.session.flush()
    notify(resident.id, REVIEW_ASKED, path=named.path)
    return named


def answer(actor: Actor, reviewer: Reviewer, *, accepts: bool) -> None:
    """Say whether one wants to help."""
    held = _own(actor, reviewer)
    require(held.is_asked, policies.AnsweredReview)
    if not accepts:
        _end(held, ReviewerStatus.DECLINED)
        _tell_who_named(held, REVIEW_DECLINED)
        return
    require(policies.may_help(actor.resident, held.municipality_id), policies.CannotReview)
    held.become(ReviewerStatus.SERVING)
    _tell_who_named(held, REVIEW_ACCEPTED)


def stop(actor: Actor, reviewer: Reviewer) -> None:
    """Help no more: no reason is asked."""
    held = _own(actor, reviewer)
    require(held.is_serving, policies.AnsweredReview)
    _end(held, ReviewerStatus.STOPPED)
    _tell_who_named(held, REVIEW_STOPPED)


def thank(actor: Actor, reviewer: Reviewer) -> None:
    """Ask somebody for no more help, and thank them; take back what they did not answer yet."""
    held = hold(Reviewer, reviewer.id)
    require(moderates(actor.resident, held.municipality_id), Missing)
    require(held.ended_at is None, policies.AnsweredReview)
    told = REVIEW_TAKEN_BACK if held.is_asked else REVIEW_ENDED
    _end(held, ReviewerStatus.THANKED)
    notify(held.resident_id, told, path=held.path)


def _own(actor: Actor, reviewer: Reviewer) -> Reviewer:
    held = hold(Reviewer, reviewer.id)
    require(actor.is_oneself and held.resident_id == actor.id, Missing)
    return held


def _end(held: Reviewer, status: ReviewerStatus) -> None:
    held.become(status)
    held.ended_at = now()


def _tell_who_named(held: Reviewer, kind: Kind) -> None:
    notify(held.named_by_id, kind, path=held.desk_path, name=held.resident.public_name)


def share(actor: Actor, case: Case) -> None:
    """Let neighbours of trust read a case, without names, and say what they think."""
    held = hold(Case, case.id)
    require(may_handle(actor.resident, held), Missing)
    require(held.is_open and held.shared_at is None, AlreadyLookedAt)
    require(policies.may_share(actor.resident, held), policies.NotForNeighbours)
    held.shared_at = now()
    db.session.flush()
    for reviewer in reviews.of_town(held.municipality_id or 0):
        if policies.may_review(reviewer.resident, held):
            notify(reviewer.resident_id, TO_REVIEW, path=held.review_path)


def think(actor: Actor, case: Case, *, broken: bool, words: str) -> Opinion:
    """Say whether a rule is broken, and why; one may say otherwise until it is decided."""
    held = hold(Case, case.id)
    require(actor.is_oneself, Missing)
    opinion = reviews.opinion_of(actor.resident, held)
    may_think = policies.may_think(actor.resident, held)
    require(may_think or opinion is not None, Missing)
    require(may_think, policies.ReviewedAlready)
    if opinion is None:
        opinion = Opinion(case=held, resident_id=actor.id)
        db.session.add(opinion)
    opinion.broken, opinion.words = broken, words
    db.session.flush()
    return opinion
