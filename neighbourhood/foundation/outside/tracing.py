"""What became of a mail is written down where it leaves, and never keeps it from leaving."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from neighbourhood.foundation.storing import dispatches
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.dispatches import Sending
from neighbourhood.foundation.words.masking import mask_mailbox

log = logging.getLogger(__name__)

# A word of its own, the kind of mail, the account: a list once it was kept as JSON.
Trace = Sequence[Any]


@contextmanager
def traced(to: str, trace: Trace | None) -> Iterator[None]:
    """Note whether what is done inside worked; nothing without a trace."""
    if trace is None:
        yield
        return
    mark, kind, resident_id = trace
    sending = Sending(mark=mark, kind=kind, resident_id=resident_id, mailbox=mask_mailbox(to))
    try:
        yield
    except Exception as failure:
        _write(partial(dispatches.note_failed, sending, type(failure).__qualname__))
        raise
    _write(partial(dispatches.note_sent, sending))


def give_up(trace: Trace | None) -> None:
    """Note that a mail is not tried again by itself, in the transaction under way."""
    if trace is not None:
        dispatches.note_given_up(trace[0])


def _write(note: Callable[[], object]) -> None:
    # The mail is gone by now: failing here would send it twice.
    try:
        with transaction():
            note()
    except Exception:
        log.exception("what became of a mail could not be noted")
