"""The loans of the demonstration town: the two live each of them by the actions of this slice."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from messaging.actions.stories import let_read
from messaging.actions.stories import set_back as set_talk_back
from neighbourhood.foundation.demo import set_back
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans import days
from neighbourhood.loans.actions import answering, asking, handing, incidents, words
from neighbourhood.loans.actions.telling import thread_of
from neighbourhood.loans.models.checks import CheckMoment, LoanCheck
from neighbourhood.loans.models.incidents import Incident, IncidentKind, IncidentVoice
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

Row = Mapping[str, Any]
People = Mapping[str, Resident]
# Of what the two do on one day, one thing comes after the other.
_A_WHILE = timedelta(minutes=12)


def tell(row: Row, item: Item, people: People) -> None:
    """Let the two live one loan; of what is past, nobody gets a mail."""
    with notified.muted():
        loan = _lived(row, item, people)
    undoing.forget(Loan.ABOUT, loan.id)
    _let_see(loan, but={people[name].id for name in row.get("unread", ())})


def _let_see(loan: Loan, *, but: Collection[int]) -> None:
    """Let both have seen what became of it, but for those to whom its last news are new."""
    let_read(thread_of(loan), but=but)
    latest: dict[int, Notification] = {}
    for news in _news_of(loan):
        news.read_at, latest[news.resident_id] = news.created_at, news
    for resident_id in but:
        latest[resident_id].read_at = None


def _lived(row: Row, item: Item, people: People) -> Loan:
    ago: int = row["days_ago"]
    first = today() + timedelta(days=_in_days(row) + ago)
    last = first + timedelta(days=row["for_days"] - 1)
    borrower = Actor.of(people[row["borrower"]])
    loan = asking.ask(borrower, item, text=row["text"], first_day=first, last_day=last)
    for step in row.get("steps", ()):
        _set_back(loan, ago - step["days_ago"])
        ago = step["days_ago"]
        _DOES[step["does"]](Actor.of(people[step["who"]]), loan, step)
    _set_back(loan, ago)
    return loan


def _in_days(row: Row) -> int:
    """Return in how many days a loan begins, before today when less than 0."""
    if "weekday" not in row:
        return int(row["in_days"])
    return int((row["weekday"] - today().weekday() - 1) % 7 + 1)


def _set_back(loan: Loan, by_days: int) -> None:
    """Let all that there is of a loan be of some days ago, its own days too."""
    by = timedelta(days=by_days) + _A_WHILE
    db.session.flush()
    days.give_back(loan)
    set_back(by, loan, *_parts_of(loan), *_news_of(loan))
    set_talk_back(thread_of(loan), by)
    db.session.flush()
    if loan.is_live:
        days.take(loan, loan.first_day, loan.last_day)


def _parts_of(loan: Loan) -> Iterator[Base]:
    for kind in (LoanCheck, LoanWord, Incident):
        yield from db.session.scalars(select(kind).where(kind.loan_id == loan.id))
    said = select(IncidentVoice).join(IncidentVoice.incident).where(Incident.loan_id == loan.id)
    yield from db.session.scalars(said)


def _news_of(loan: Loan) -> Sequence[Notification]:
    told = Notification.also == thread_of(loan).page
    return db.session.scalars(select(Notification).where(told).order_by(Notification.id)).all()


def _check(actor: Actor, loan: Loan, step: Row) -> None:
    handing.check(actor, loan, moment=CheckMoment(step["at"]), notes=step["text"], photos=())


def _open_incident(actor: Actor, loan: Loan, step: Row) -> None:
    incidents.open_incident(actor, loan, kind=IncidentKind(step["kind"]), text=step["text"])


def _found(loan: Loan) -> Incident:
    return db.session.scalars(select(Incident).where(Incident.loan_id == loan.id)).one()


_DOES: Mapping[str, Callable[[Actor, Loan, Row], object]] = {
    "says yes": lambda actor, loan, _: answering.accept(actor, loan),
    "hands over": lambda actor, loan, _: handing.hand_over(actor, loan),
    "notes": _check,
    "takes in": lambda actor, loan, _: handing.take_in(actor, loan),
    "writes": lambda actor, loan, step: words.write(actor, loan, text=step["text"]),
    "reports": _open_incident,
    "tells": lambda actor, loan, step: incidents.tell_account(
        actor, _found(loan), text=step["text"]
    ),
    "proposes": lambda actor, loan, step: incidents.propose(actor, _found(loan), text=step["text"]),
}
