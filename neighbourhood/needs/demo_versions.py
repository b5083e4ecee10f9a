"""What the needs of the demo town said before, what was said since, and who read it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.anonymity import QUESTIONS
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.queries import said_of
from neighbourhood.needs.versions import NeedCheck, NeedRevision, RevisionOf, RevisionStatus

_SECOND_THOUGHT = timedelta(days=1)


def check(need: Need) -> None:
    """Note who answered every question before the text was sent, and before it was published."""
    if need.status is NeedStatus.DRAFT:
        return
    readers = [("sent", need.author_id, need.created_at)]
    if need.approved_by_id is not None and need.approved_at is not None:
        readers.append(("approved", need.approved_by_id, need.approved_at))
    db.session.add_all(
        NeedCheck(
            need_id=need.id,
            reader_id=reader_id,
            deed=deed,
            questions=sorted(QUESTIONS),
            created_at=moment,
        )
        for deed, reader_id, moment in readers
    )


def revise(need: Need, row: Mapping[str, Any]) -> None:
    """Keep what stood there before it was corrected, and what waits for a second reader."""
    said, proved = said_of(need, RevisionOf.NEED), said_of(need, RevisionOf.PROOF)
    if "covers_before" in row:
        _published(need, RevisionOf.NEED, said | {"covers": row["covers_before"]}, said)
    if "proof_before" in row:
        _published(need, RevisionOf.PROOF, proved | {"text": row["proof_before"]}, proved)
    if "thanks" in row:
        need.thanks_text = row["thanks"]
        _published(need, RevisionOf.THANKS, {}, {"text": row["thanks"]})
    if "covers_after" in row:
        waiting = NeedRevision(
            need_id=need.id,
            about=RevisionOf.NEED,
            author_id=need.author_id,
            before=said,
            after=said | {"covers": row["covers_after"]},
            status=RevisionStatus.SUBMITTED,
        )
        db.session.add(waiting)


def _published(
    need: Need, about: RevisionOf, before: dict[str, Any], after: dict[str, Any]
) -> None:
    shown = need.published_at if about is RevisionOf.NEED else need.proof_recorded_at
    moment = min((shown or need.created_at) + _SECOND_THOUGHT, now())
    revision = NeedRevision(
        need_id=need.id,
        about=about,
        author_id=need.author_id,
        approved_by_id=need.approved_by_id,
        before=before,
        after=after,
        status=RevisionStatus.PUBLISHED,
        created_at=moment,
        published_at=moment,
    )
    db.session.add(revision)
