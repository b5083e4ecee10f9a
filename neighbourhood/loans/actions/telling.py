"""The conversation of the two between whom a thing goes, and what each hears of the other."""

from messaging.actions.threads import note, open_conversation
from messaging.kinds import Moment
from messaging.models import Conversation
from neighbourhood.loans.kinds.talks import LOAN
from neighbourhood.loans.models.loans import Loan
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called


def thread_of(loan: Loan) -> Conversation:
    """Open the conversation about a loan, or find it again."""
    return open_conversation(
        about=(LOAN.code, loan.id),
        subject=loan.item.title,
        path=loan.path,
        members=(loan.item.author_id, loan.borrower_id),
    )


def tell_other(
    loan: Loan, kind: Kind, *, by: Actor, path: str | None = None, **more: object
) -> None:
    """Tell the other of the two what one of them did."""
    tell(loan, loan.other_than(by.id), kind, by=by.resident, path=path, **more)


def tell(
    loan: Loan,
    reader: Resident,
    kind: Kind,
    *,
    by: Resident,
    path: str | None = None,
    **more: object,
) -> None:
    """Tell one of the two something of the other, seen on the loan and in their conversation."""
    name, also = called(by, reader), thread_of(loan).page
    said = {"title": loan.item.title, "name": name, **more}
    notify(reader.id, kind, path=path or loan.path, also=also, by=by.id, **said)


def tell_of_time(loan: Loan, reader: Resident, kind: Kind) -> None:
    """Tell one of the two what the calendar says: nobody caused it."""
    notify(reader.id, kind, path=loan.path, also=thread_of(loan).page, title=loan.item.title)


def note_in(loan: Loan, moment: Moment, *, by: Actor | None = None) -> None:
    """Write into the conversation about a loan what happened."""
    note(thread_of(loan), moment, by=by)
