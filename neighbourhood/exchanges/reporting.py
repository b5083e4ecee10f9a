"""What can be reported of notices and the replies to them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, Thanks
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed.reporting import reportable_posting, reportable_response
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import MESSAGE, REPORTABLES, Accounts, Reportable, accounts
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart

NOTICE = REPORTABLES.declare(reportable_posting(NOTICES, show_card, one=_l("une annonce")))


def _between(word_id: Any) -> tuple[Accounts, ...]:
    """Select the two who read a word, and who wrote it for one of them."""
    words = select(Thanks.id).join(Thanks.reply).join(Reply.notice).where(Thanks.id == word_id)
    two = (words.with_only_columns(one) for one in (Reply.helper_id, Notice.author_id))
    return (
        *(one.correlate_except(Thanks, Reply, Notice) for one in two),
        accounts(Thanks.agent_id, word_id, of=Thanks.id),
    )


def _sees(viewer: Resident, word: Thanks) -> bool:
    two = {word.reply.helper_id, word.reply.notice.author_id}
    if word.author_id == viewer.id:
        return True
    met = viewer.id in two and not are_apart(viewer.id, word.author_id)
    return met and word.opened_at is not None


def _hide(word: Thanks) -> None:
    word.hidden_at = word.hidden_at or now()


def _restore(word: Thanks) -> None:
    word.hidden_at = None


WORDS = REPORTABLES.declare(
    Reportable(
        code=Thanks.ABOUT,
        one=_l("un mot après un échange"),
        load=lambda word_id: db.session.get(Thanks, word_id),
        title=lambda word: word.reply.notice.title,
        excerpt=lambda word: word.text,
        answering=lambda word_id: (accounts(Thanks.author_id, word_id, of=Thanks.id),),
        witnessing=_between,
        within=MESSAGE,
        published=False,
        town=lambda word: word.reply.notice.quartier.municipality_id,
        path=lambda word: word.reply.notice.path,
        sees=_sees,
        hide=_hide,
        restore=_restore,
    )
)
REPLY = REPORTABLES.declare(
    reportable_response(NOTICES, lambda reply: reply.text, one=_l("une réponse à une annonce"))
)
