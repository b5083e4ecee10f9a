"""Rows of the tables that came lately: names, checks, cases of money, presses, words kept."""

from sqlalchemy import select

from messaging.actions import rewording, talking
from messaging.models import Member
from neighbourhood.foundation.storing import presses, unsent
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import hearing
from neighbourhood.funding.actions.cases import open_case
from neighbourhood.funding.models.gifts import Payment, Pledge
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.needs.versions import NeedRevision
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from tests.support.release_gifts import itself
from tests.support.staging.people import Stage

WORD = "Vu avec la banque."


def names(stage: Stage) -> None:
    """Have somebody corrected a name, and somebody from elsewhere seen at a desk."""
    marcel, agent = itself(stage, "marcel"), itself(stage, "helene.marchand")
    db.session.add(FormerName(resident_id=marcel.id, name="Marcel Le Petit", proved=True))
    seen = IdentityCheck(resident_id=agent.id, reference="SEEN2345", created_at=now())
    seen.name, seen.seen_by_id, seen.seen_at = "Hélène Marchand", itself(stage, "mairie").id, now()
    db.session.add(seen)


def cases(stage: Stage) -> None:
    """Have a case of money of each kind: some wait, some were closed by a person."""
    paid = list(db.session.scalars(select(Pledge).join(Payment).order_by(Pledge.id).limit(3)))
    for number, kind in enumerate(CaseKind):
        open_case(paid[number % len(paid)], kind, 500)
    first = db.session.scalars(select(MoneyCase).order_by(MoneyCase.id)).first()
    first.closed_at, first.closed_by_id, first.word = now(), itself(stage, "admin").id, WORD
    hearing.keep(b'{"amount": "beaucoup"}', "amount: not a number")
    hearing.count("invoice.paid")


def presses_and_words(stage: Stage) -> None:
    """Have a press that acted, and words that could not be sent."""
    presses.spend("0" * 64, "exchanges.publish")
    presses.settle("0" * 64, "/entraide/1", [("message", "C’est publié.")])
    unsent.keep("browser", itself(stage, "marcel").id, "/entraide", "/entraide", [("own", "Oui")])
    db.session.flush()


def writers(_stage: Stage) -> None:
    """Have everybody who wrote in another version of a need kept beside it."""
    for revision in db.session.scalars(select(NeedRevision)):
        revision.writers.append(db.session.get_one(Resident, revision.author_id))


def said_otherwise(stage: Stage) -> None:
    """Have somebody named in a line that was changed, and another line deleted."""
    author, friend = itself(stage, "marcel"), itself(stage, "hassan")
    theirs = select(Member.conversation_id).where(Member.resident_id == friend.id)
    both = theirs.where(
        Member.conversation_id.in_(
            select(Member.conversation_id).where(Member.resident_id == author.id)
        )
    )
    thread = db.session.scalars(both.order_by(Member.id)).first()
    for text in ("Vous venez, @Hassan ?", "Laissez."):
        beside = talking.Beside(named=(friend.id,))
        line = talking.send_message(author, thread, text=text, beside=beside)
        rewording.edit(author, thread, line.id, text=f"{text} Merci.")
    rewording.delete(author, thread, line.id)


def late(stage: Stage) -> None:
    """Make a row in each of them."""
    for build in (names, cases, presses_and_words, writers, said_otherwise):
        build(stage)
