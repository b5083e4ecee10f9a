"""Live chat: names that a page does not know yet, and whom one may name in a line."""

from flask_login import current_user

from messaging.kinds import MAY_CHAT
from messaging.queries import conversations, people
from messaging.sockets.said import Answer, number, numbers
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.web.access import reads, verified
from neighbourhood.foundation.web.throttling import spend
from neighbourhood.mandates.access import represented
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for

LOOKS = "60 per minute"


@socketio.on("conversation:people")
@represented(MAY_CHAT)
@verified
@reads
def on_people(said: object = None, *_more: object) -> Answer:
    """Return the names of those asked for; of all who take part where nobody is."""
    spend(LOOKS, "people", str(current_user.id))
    conversation_id = number(said, "id")
    conversations.membership(current_user, conversation_id)
    wanted = numbers(said, "wanted", most=people.MOST_ASKED)
    found = (
        people.some(conversation_id, wanted, met_by=current_user.id)
        if wanted
        else people.all_there(conversation_id, met_by=current_user.id)
    )
    return {"ok": True, "people": [_named(one) for one in found]}


def _named(resident: Resident) -> dict[str, object]:
    """Return how the reader calls somebody, and what a line that all read calls them."""
    called = resident.public_name if resident.is_active else ""
    return {"id": resident.id, "name": name_for(resident, current_user), "cite": called}
