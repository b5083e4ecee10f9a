"""A few words of each side to the other once a thing is over: read when both wrote, or later.

Neither reads what the other wrote before writing, so that nobody has to return a compliment. Nobody
has to write at all: fourteen days later, what one wrote alone is read too.
"""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.actions.talks import thread_of
from neighbourhood.exchanges.actions.telling import tell_of
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.models.replies import Reply, Thanks
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

# What was told while words were read at once.
declare(
    "exchanges.thanked",
    _l("%(name)s vous remercie pour « %(title)s »"),
    importance=Importance.TELLS,
    general=_l("Une personne vous remercie"),
)
WRITTEN = declare(
    "exchanges.word written",
    _l(
        "%(name)s a écrit un mot pour vous à propos de « %(title)s ». Vous le lirez dans quatorze "
        "jours, ou dès que vous écrirez le vôtre. Rien ne vous y oblige"
    ),
    importance=Importance.TELLS,
    headline=_l("%(name)s a écrit un mot pour vous"),
)
TO_READ = declare(
    "exchanges.word to read",
    _l("Vous pouvez lire le mot de %(name)s à propos de « %(title)s »"),
    importance=Importance.TELLS,
    headline=_l("Vous pouvez lire le mot de %(name)s"),
)
ANSWERED = declare(
    "exchanges.word answered",
    _l("%(name)s répond à votre mot à propos de « %(title)s »"),
    importance=Importance.TELLS,
    headline=_l("%(name)s répond à votre mot"),
)


def write(actor: Actor, reply: Reply, *, text: str) -> Thanks:
    """Write one’s words, once; the second who writes opens both."""
    notice = queries.lock_with(reply)
    require(policies.may_thank(actor, reply))
    require(queries.thanks_of(actor.resident, reply) is None, DomainError)
    theirs = queries.thanks_to(actor.resident, reply)
    word = Thanks(reply=reply, author=actor.resident, agent_id=actor.agent_id, text=text)
    db.session.add(word)
    if theirs is not None:
        word.opened_at = now()
        theirs.opened_at = theirs.opened_at or now()
    db.session.flush()
    note_deed(actor, deeds.THANKED, title=notice.title, path=notice.path)
    tell_of(reply, _other(word), WRITTEN if theirs is None else TO_READ, by=actor)
    return word


def answer(actor: Actor, word: Thanks, *, text: str) -> Thanks:
    """Answer what one read of the other, once; it is read at once."""
    notice = queries.lock_with(word.reply)
    require(policies.may_answer_word(actor, word))
    require(not queries.is_answered(word), DomainError)
    said = Thanks(reply=word.reply, author=actor.resident, agent_id=actor.agent_id, text=text)
    said.answers, said.opened_at = word, now()
    db.session.add(said)
    db.session.flush()
    note_deed(actor, deeds.THANKED, title=notice.title, path=notice.path)
    tell_of(word.reply, word.author, ANSWERED, by=actor)
    return said


def open_alone(word_id: int) -> None:
    """Let a word be read to which none came back for fourteen days; a second time does nothing."""
    word = db.session.get_one(Thanks, word_id)
    notice = queries.lock_with(word.reply)
    db.session.refresh(word)
    if word.opened_at is not None:
        return
    word.opened_at = now()
    db.session.flush()
    reader = _other(word)
    said = {"title": notice.title, "name": called(word.author, reader)}
    also = thread_of(word.reply).page
    notify(reader.id, TO_READ, path=notice.path, also=also, by=word.author_id, **said)


def _other(word: Thanks) -> Resident:
    reply = word.reply
    return reply.helper if word.author_id == reply.notice.author_id else reply.notice.author
