"""What a canary says to each audience, and shows of her home for a while."""

from collections.abc import Mapping
from datetime import datetime

from messaging.actions import releases
from messaging.actions.talking import send_message
from messaging.jobs import PATIENCE
from messaging.models import Level
from messaging.queries.conversations import thread_of
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def have_her_talk(readers: Mapping[str, int | None]) -> None:
    """Let her post for each audience, be answered from three quartiers, and answer."""
    karima = db.session.get_one(Resident, readers["herself"])
    helpers = {
        Reach.QUARTIER: "same quartier",
        Reach.NEIGHBOURING: "next quartier",
        Reach.TOWN: "far quartier",
    }
    for reach, who in helpers.items():
        helper = db.session.get_one(Resident, readers[who])
        notice = notices.publish(
            Actor.of(karima),
            direction=Direction.ASK,
            wording=_wording(f"Une échelle, {reach}", reach),
        )
        reply = replies.reply(Actor.of(helper), notice, text="Je peux.")
        replies.accept(Actor.of(karima), reply)
        thread = thread_of("reply", reply.id)
        for person in (helper, karima):
            send_message(Actor.of(person), thread.id, text="À demain.").created_at = _a_while_ago()
        _show_and_take_back(karima, thread.id)
        thread.last_message_at = _a_while_ago()


def _show_and_take_back(owner: Resident, conversation_id: int) -> None:
    for level in Level:
        releases.show_address(Actor.of(owner), conversation_id, level=level)
    releases.hide_address(Actor.of(owner), conversation_id)


def _a_while_ago() -> datetime:
    return now() - 2 * PATIENCE


def _wording(title: str, reach: Reach) -> notices.Wording:
    return notices.Wording(
        subject=Subject.LOAN,
        category=Category.TOOLS,
        title=title,
        body="Pour un plafond, une heure.",
        reach=reach,
        expires_at=now() + notices.LASTS,
    )
