"""Live chat: one’s own line is changed."""

from flask_login import current_user

from messaging.actions import rewording
from messaging.kinds import MAY_CHAT
from messaging.sockets.said import Answer, is_sent_anyway, number, text
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified, writes
from neighbourhood.foundation.web.throttling import spend
from neighbourhood.mandates.access import represented
from neighbourhood.moderation.quiet import QuietWord, quiet_words
from neighbourhood.residents.access import charter_due, current_actor
from neighbourhood.residents.policies import CharterFirst

CHANGES = "30 per minute"


@socketio.on("message:edit")
@represented(MAY_CHAT)
@verified
@writes
def on_edit(said: object = None, *_more: object) -> Answer:
    """Say a line otherwise; who deletes one is asked first, on a page."""
    conversation_id, message_id = number(said, "conversation_id"), number(said, "id")
    words = text(said, "text")
    spend(CHANGES, "change", str(current_user.id))
    if charter_due() is not None:
        raise CharterFirst
    if not is_sent_anyway(said):
        quiet = quiet_words(current_user, words, conversation=conversation_id)
        if quiet:
            raise QuietWord(quiet)
    with transaction():
        changed = rewording.edit(current_actor(), conversation_id, message_id, text=words)
        return {"ok": True, "id": changed.id, "change": changed.changed_id}
