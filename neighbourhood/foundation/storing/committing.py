"""Group commit: writes that wait at the same moment share one transaction, hence one disk flush."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from neighbourhood.foundation.errors import Busy, DomainError
from neighbourhood.foundation.storing.database import db, transaction

T = TypeVar("T")
Item = TypeVar("Item")
LARGEST_GROUP = 250


Together = Callable[[list[Any]], Sequence[Any]]


@dataclass(slots=True, eq=False)
class _Ticket:
    """A write that waits, and what came of it."""

    order: int
    write: Callable[[], Any]
    outcome: "Future[Any]" = field(default_factory=Future)


@dataclass(slots=True, eq=False)
class _OneOfMany:
    """Something that waits to be written in one go with all that is alike."""

    order: int
    together: Together
    item: Any
    outcome: "Future[Any]" = field(default_factory=Future)


Waiting = _Ticket | _OneOfMany


class Committer:
    """Whoever comes first commits for all who wait; a refusal concerns only the one refused.

    Every writer returns once its own write is on the disk and has been told to the others, in the
    order of commits. Writes run in the session of whoever leads, perhaps twice: they take ids, not
    objects, and change nothing but the database.
    """

    def __init__(self) -> None:
        self._leading = threading.Lock()
        self._waiting: list[Waiting] = []

    def submit(self, write: Callable[[], T], *, order: int = 0) -> T:
        """Run `write` in a shared transaction and return its result, or raise its refusal.

        Within a group, writes run by `order` (what they lock), then in order of arrival, so that
        two processes never wait for each other crosswise.
        """
        db.session.rollback()  # whoever waits must not keep a connection from the one who leads
        return cast("T", self._wait_for(_Ticket(order, write)))

    def submit_among(
        self,
        together: Callable[[list[Item]], Sequence[T | DomainError]],
        item: Item,
        *,
        order: int = 0,
    ) -> T:
        """Have `together` write `item` with all that waits for it now; return or raise its answer.

        `together` is given the items by `order`, and answers each in its place.
        """
        return cast("T", self._wait_for(_OneOfMany(order, together, item)))

    def _wait_for(self, ticket: Waiting) -> Any:
        self._waiting.append(ticket)
        try:
            time.sleep(0)  # lets the greenlets that are ready join the group
            with self._leading:
                if not ticket.outcome.done():
                    self._lead(ticket)
        except BaseException:
            self._forget(ticket)
            raise
        return ticket.outcome.result()

    def _forget(self, ticket: Waiting) -> None:
        # Nobody waits for it any more: it must not be said by a group of some later hour.
        with suppress(ValueError):
            self._waiting.remove(ticket)

    def _lead(self, own: Waiting) -> None:
        while not own.outcome.done():
            group = self._waiting[:LARGEST_GROUP] or [own]
            del self._waiting[:LARGEST_GROUP]
            try:
                _commit(sorted(group, key=lambda ticket: ticket.order))
            finally:
                _turn_away(group)


def _commit(group: list[Waiting]) -> None:
    _commit_singly([one for one in group if isinstance(one, _Ticket)])
    for together in {one.together: None for one in group if isinstance(one, _OneOfMany)}:
        _commit_together(together, group)


def _turn_away(group: list[Waiting]) -> None:
    """Answer those whom a leader leaves behind who is cut off: whether it is kept, who knows."""
    for ticket in group:
        if not ticket.outcome.done():
            ticket.outcome.set_exception(Busy())


def _commit_singly(tickets: list[_Ticket]) -> None:
    if not tickets:
        return
    try:
        with transaction():
            results = [ticket.write() for ticket in tickets]
    except Exception as failure:  # noqa: BLE001 - whatever it is, who waits must hear of it
        _sort_out(tickets, failure)
        return
    for ticket, result in zip(tickets, results, strict=True):
        ticket.outcome.set_result(result)


def _sort_out(tickets: list[_Ticket], failure: Exception) -> None:
    """Nothing of a group that failed is kept: each write is done again, alone."""
    if len(tickets) > 1 and not isinstance(failure, Busy):
        for ticket in tickets:
            _commit_singly([ticket])
        return
    for ticket in tickets:
        ticket.outcome.set_exception(failure)


def _commit_together(together: Together, group: list[Waiting]) -> None:
    """Write what is alike in a transaction of its own: it holds its rows at once, in order."""
    alike = [one for one in group if isinstance(one, _OneOfMany) and one.together is together]
    try:
        with transaction():
            answers = together([one.item for one in alike])
    except Exception as failure:  # noqa: BLE001 - whatever it is, who waits must hear of it
        answers = [failure] * len(alike)
    for one, answer in zip(alike, answers, strict=True):
        if isinstance(answer, Exception):
            one.outcome.set_exception(answer)
        else:
            one.outcome.set_result(answer)


committer = Committer()
