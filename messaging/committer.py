"""Group commit: writes that wait at the same moment share one transaction, hence one disk flush."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from neighbourhood.foundation.errors import Busy
from neighbourhood.foundation.storing.database import db, transaction

T = TypeVar("T")
LARGEST_GROUP = 100


@dataclass(slots=True)
class _Ticket:
    """A write that waits, and what came of it."""

    order: int
    write: Callable[[], Any]
    outcome: "Future[Any]" = field(default_factory=Future)


class Committer:
    """Whoever comes first commits for all who wait; a refusal concerns only the one refused.

    Every writer returns once its own write is on the disk and has been told to the others, in the
    order of commits. Writes run in the session of whoever leads, perhaps twice: they take ids, not
    objects, and change nothing but the database.
    """

    def __init__(self) -> None:
        self._leading = threading.Lock()
        self._waiting: list[_Ticket] = []

    def submit(self, write: Callable[[], T], *, order: int = 0) -> T:
        """Run `write` in a shared transaction and return its result, or raise its refusal.

        Within a group, writes run by `order` (what they lock), then in order of arrival, so that
        two processes never wait for each other crosswise.
        """
        db.session.rollback()  # whoever waits must not keep a connection from the one who leads
        ticket = _Ticket(order, write)
        self._waiting.append(ticket)
        time.sleep(0)  # lets the greenlets that are ready join the group
        with self._leading:
            if not ticket.outcome.done():
                self._lead(ticket)
        return cast("T", ticket.outcome.result())

    def _lead(self, own: _Ticket) -> None:
        while not own.outcome.done():
            group = self._waiting[:LARGEST_GROUP]
            del self._waiting[:LARGEST_GROUP]
            group.sort(key=lambda ticket: ticket.order)
            _commit(group)


def _commit(group: list[_Ticket]) -> None:
    try:
        with transaction():
            results = [ticket.write() for ticket in group]
    except Exception as failure:  # noqa: BLE001 - whatever it is, who waits must hear of it
        _sort_out(group, failure)
        return
    for ticket, result in zip(group, results, strict=True):
        ticket.outcome.set_result(result)


def _sort_out(group: list[_Ticket], failure: Exception) -> None:
    """Nothing of a group that failed is kept: each write is done again, alone."""
    if len(group) > 1 and not isinstance(failure, Busy):
        for ticket in group:
            _commit([ticket])
        return
    for ticket in group:
        ticket.outcome.set_exception(failure)


committer = Committer()
