"""The offers and requests of the demonstration town."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from messaging.actions.stories import date_back, tell
from messaging.actions.threads import quote
from neighbourhood.exchanges.actions import absences
from neighbourhood.exchanges.actions.notices import LASTS
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.days import next_days
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.models.notices import CLOSED, HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus, Thanks
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.exchanges.subjects import CATEGORIES
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.mandates.queries.mandates import live_of
from neighbourhood.notifications.events import notified
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

# The story names what a thing is about; a category also depends on the subject.
_SAYS_HOW = frozenset({NoticeStatus.DONE, NoticeStatus.WITHDRAWN})
_CATEGORIES: Mapping[tuple[str, str], Category] = {
    ("service", "garden"): Category.GARDENING,
    ("service", "digital"): Category.COMPUTERS,
    ("service", "health_care_errands"): Category.ERRANDS,
    ("giving", "garden"): Category.GARDENING,
    ("loan", "diy"): Category.TOOLS,
    ("loan", "garden"): Category.GARDENING,
    ("loan", "meals"): Category.KITCHEN,
    ("loan", "childcare"): Category.CHILDREN_THINGS,
    ("company", "meals"): Category.SHARED_MEALS,
    ("advice", "digital"): Category.COMPUTERS,
    ("advice", "garden"): Category.GARDENING,
    ("advice", "paperwork"): Category.RIGHTS,
    ("advice", "lifts"): Category.GOOD_ADDRESSES,
}
_OTHERWISE: Mapping[Subject, Category] = {
    Subject.SERVICE: Category.OTHER,
    Subject.LOAN: Category.OBJECTS,
    Subject.COMPANY: Category.COFFEE,
    Subject.ADVICE: Category.KNOW_HOW,
    Subject.GIVING: Category.OTHER,
}


def build() -> None:
    """Put up everything in `demo.toml`, with its replies, as if it had happened in its time."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    for row in sorted(content["notices"], key=lambda row: -row["minutes_ago"]):
        _tell(row, people)
    for story in content["conversations"]:
        helpers = [people[name].id for name in story["members"]]
        tell(thread_of(_reply_told_of(story["about"], helpers)), story, people)
    for row in content["absences"]:
        _miss(_reply_told_of(row["about"], [people[row["helper"]].id]))


def _miss(reply: Reply) -> None:
    """Let somebody say just now that they cannot come the next time but one; nobody gets a mail."""
    with notified.muted():
        absences.cannot(Actor.of(reply.helper), reply, day=next_days(reply.notice)[1])


def _reply_told_of(title: str, helpers: list[int]) -> Reply:
    found = select(Reply).join(Reply.notice).where(Notice.title == title)
    return db.session.scalars(found.where(Reply.helper_id.in_(helpers))).one()


def _tell(row: dict[str, Any], people: Mapping[str, Resident]) -> None:
    notice = _notice(row, people[row["author"]])
    db.session.add(notice)
    if "agent" in row:
        _sign(notice, people[row["agent"]])
    replies = [_reply(reply, notice, people[reply["helper"]]) for reply in row.get("replies", [])]
    accepted = [reply for reply in replies if reply.status is ReplyStatus.ACCEPTED]
    agreed = notice.status is NoticeStatus.AGREED
    notice.taken = len(accepted)
    notice.places = max(notice.taken, 1 if agreed else row.get("places", 1))
    db.session.add_all(replies)
    if "thanks" in row and accepted:
        db.session.add(_thanks(row["thanks"], notice, accepted[0]))
    db.session.flush()
    show_card(notice)
    for reply in replies:
        thread = thread_of(reply)
        quote(thread, reply.helper_id, reply.text)
        date_back(thread, reply.created_at)


def _sign(notice: Notice, agent: Resident) -> None:
    db.session.flush()
    mandate = next(iter(live_of(notice.author_id)))
    note_deed(as_held_by(mandate, agent), deeds.POSTED, title=notice.title, path=notice.path)
    notice.agent = agent


def _notice(row: dict[str, Any], author: Resident) -> Notice:
    subject = Subject(row["subject"])
    created = _ago(row["minutes_ago"])
    status = NoticeStatus(row["status"].replace("_", " "))
    expires = created + LASTS
    if status is NoticeStatus.OPEN:
        expires = max(expires, now() + timedelta(days=2 + row["minutes_ago"] % 20))
    return Notice(
        author=author,
        direction=Direction(row["direction"]),
        subject=subject,
        category=_category(subject, row["category"]),
        title=row["title"],
        body=row["body"],
        particulars=row.get("particulars", {}),
        reach=row["reach"],
        quartier_id=author.quartier_id,
        cell_id=author.cell_id,
        status=status,
        how_ended=HowEnded(status.value) if status in _SAYS_HOW else None,
        created_at=created,
        expires_at=expires,
        closed_at=min(expires, now()) if status in CLOSED else None,
    )


def _category(subject: Subject, named: str) -> Category:
    special = _CATEGORIES.get((subject.value, named))
    if special is not None:
        return special
    plain = named.replace("_", " ")
    fitting = {category.value: category for category in CATEGORIES[subject]}
    return fitting.get(plain, _OTHERWISE[subject])


def _reply(row: dict[str, Any], notice: Notice, helper: Resident) -> Reply:
    status = ReplyStatus(row["status"])
    moment = _ago(row["minutes_ago"])
    return Reply(
        notice=notice,
        helper=helper,
        text=row["text"],
        status=status,
        answer="Pas cette fois, mais merci de proposer." if status is ReplyStatus.DECLINED else "",
        created_at=moment,
        # A town to look at closes nothing while one looks.
        offered_at=max(moment, now() - timedelta(days=1)),
        answered_at=None if status is ReplyStatus.OFFERED else moment,
    )


def _thanks(text: str, notice: Notice, reply: Reply) -> Thanks:
    thankful = notice.author if notice.direction is Direction.ASK else reply.helper
    return Thanks(reply=reply, author=thankful, text=text, opened_at=now())


def _ago(minutes: int) -> datetime:
    return now() - timedelta(minutes=minutes)
