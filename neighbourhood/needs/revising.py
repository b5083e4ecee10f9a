"""A proof, thanks, or another version: written, read by a second person, shown."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.funds import change_fund
from neighbourhood.funding.actions.telling import tell_donors, tell_those_paying
from neighbourhood.funding.actions.using import prove
from neighbourhood.funding.news import PROVED
from neighbourhood.funding.policies import TooLateForAPrice
from neighbourhood.needs import actions, news
from neighbourhood.needs.anonymity import QUESTIONS
from neighbourhood.needs.bands import banded
from neighbourhood.needs.models import Need, NeedKind, ProofKind, Urgency
from neighbourhood.needs.placing import still_hides
from neighbourhood.needs.policies import (
    MovedOn,
    NeedsASecondReader,
    NotChecked,
    TooRareHere,
    hands_in,
    may_revise,
    may_thank,
    may_write,
    reads_a_revision,
    reads_apart,
)
from neighbourhood.needs.queries import readers_of, said_of, waiting_revision
from neighbourhood.needs.versions import (
    URGENCY,
    NeedCheck,
    NeedRevision,
    RevisionOf,
    RevisionStatus,
)
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor

_TO_READ: Mapping[RevisionOf, Kind] = {
    RevisionOf.NEED: news.CORRECTION_TO_READ,
    RevisionOf.PROOF: news.PROOF_TO_READ,
    RevisionOf.THANKS: news.THANKS_TO_READ,
}


def revise(actor: Actor, need: Need, about: RevisionOf, says: dict[str, Any]) -> NeedRevision:
    """Write a proof, thanks or another version, or rewrite what waits; nothing is published."""
    require(may_write(actor.resident, need.partner))
    require(may_revise(need, about), MovedOn)
    before = said_of(need, about)
    if about is RevisionOf.NEED and need.is_proved:
        require(says["target_cents"] == before["target_cents"], TooLateForAPrice)
    if about is RevisionOf.NEED:
        says = {**says, "target_cents": banded(says["target_cents"])}
        require(_may_be_said(need, NeedKind(says["kind"])), TooRareHere)
    revision = waiting_revision(need, about)
    if revision is None:
        revision = NeedRevision(need_id=need.id, about=about)
        db.session.add(revision)
    require(revision.status is None or revision.is_editable, MovedOn)
    changed = revision.after != says
    revision.before, revision.after = before, says
    # Saved as it stood, it is still the text of whoever wrote it.
    if changed:
        actions.sign(actor, revision)
    db.session.flush()
    return revision


def submit(actor: Actor, need: Need, revision: NeedRevision) -> None:
    """Ask a colleague to read it."""
    require(may_write(actor.resident, need.partner))
    _move(revision, RevisionStatus.SUBMITTED)
    actions.tell_staff(readers_of(need, revision), _TO_READ[revision.about], need)


def approve(actor: Actor, need: Need, revision: NeedRevision) -> None:
    """Put what somebody else wrote in the place of what stands there."""
    require(may_write(actor.resident, need.partner))
    require(revision.is_submitted, MovedOn)
    require(reads_apart(actor.resident, revision), NeedsASecondReader)
    revision.before = _stands(need, revision)
    revision.approved_by_id, revision.published_at = actor.id, now()
    _move(revision, RevisionStatus.PUBLISHED)
    _PUBLISH[revision.about](need, revision)
    actions.tell_staff(hands_in(revision), news.REVISED, need)


def _stands(need: Need, revision: NeedRevision) -> dict[str, Any]:
    """Return what stands where a revision will."""
    before = said_of(need, revision.about)
    return {**before, URGENCY: need.urgency} if URGENCY in revision.after else before


def send_back(actor: Actor, need: Need, revision: NeedRevision, *, reason: str) -> None:
    """Give it back to its author with a remark."""
    require(may_write(actor.resident, need.partner))
    require(reads_a_revision(actor.resident, revision), MovedOn)
    revision.return_reason = reason
    _move(revision, RevisionStatus.RETURNED)
    actions.tell_staff(hands_in(revision), news.RETURNED, need)


def drop(actor: Actor, need: Need, revision: NeedRevision) -> None:
    """Give it up: what is published stands."""
    require(may_write(actor.resident, need.partner))
    _move(revision, RevisionStatus.DROPPED)


def note_check(
    actor: Actor,
    need: Need,
    deed: str,
    ticked: Collection[str],
    revision: NeedRevision | None = None,
) -> None:
    """Record that somebody answered every question before they sent or approved a text."""
    require(set(ticked) == set(QUESTIONS), NotChecked)
    check = NeedCheck(need_id=need.id, reader_id=actor.id, deed=deed, questions=sorted(ticked))
    check.revision_id = revision.id if revision else None
    db.session.add(check)
    db.session.flush()


def _move(revision: NeedRevision, status: RevisionStatus) -> None:
    require(revision.may_become(status), MovedOn)
    revision.become(status)
    db.session.flush()


def _may_be_said(need: Need, kind: NeedKind) -> bool:
    # Its place was chosen for the kind it had, and cannot be unsaid.
    return kind is need.kind or still_hides(need, kind)


def _prove(need: Need, revision: NeedRevision) -> None:
    first = need.is_funded
    require(first or need.is_proved, MovedOn)
    _say_proof(need, revision.after)
    if first:
        actions.mark_proved(need)
    else:
        actions.follow_money(need)
    if need.fund is not None:
        tell_donors(need.fund, PROVED if first else news.PROOF_CORRECTED)


def _say_proof(need: Need, says: dict[str, Any]) -> None:
    need.proof_text = says["text"]
    # One that was written before amounts were asked says none.
    if need.fund is None or "spent_cents" not in says:
        return
    need.proof_kind = ProofKind(says["proof_kind"])
    need.proof_on = date.fromisoformat(says["spent_on"])
    need.proof_cents = says["spent_cents"]
    prove(need.fund, says["spent_cents"])


def _correct(need: Need, revision: NeedRevision) -> None:
    require(need.is_published, MovedOn)
    says = revision.after
    require(_may_be_said(need, NeedKind(says["kind"])), TooRareHere)
    need.kind = NeedKind(says["kind"])
    need.title, need.covers = says["title"], says["covers"]
    need.target_cents = says["target_cents"]
    need.urgency = Urgency(says.get(URGENCY, need.urgency))
    db.session.flush()
    if need.fund is None:
        raise DomainError
    change_fund(need.fund, title=need.title, ceiling_cents=need.target_cents)
    actions.follow_money(need)
    if revision.is_public:
        tell_donors(need.fund, news.CORRECTED)
        tell_those_paying(need.fund, news.CORRECTED)


def _thank(need: Need, revision: NeedRevision) -> None:
    """Hand a word of thanks to those who gave to this need: once, and there is no answer to it."""
    require(may_thank(need), MovedOn)
    need.thanks_text = revision.after["text"]
    if need.fund is not None:
        tell_donors(need.fund, news.THANKED, on_receipt=True)


_PUBLISH: Mapping[RevisionOf, Callable[[Need, NeedRevision], None]] = {
    RevisionOf.NEED: _correct,
    RevisionOf.PROOF: _prove,
    RevisionOf.THANKS: _thank,
}
