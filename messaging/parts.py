"""What this slice announces to the house."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from messaging import delivery, gate, holdings, jobs, receivers, reporting
from messaging.queries import conversations
from messaging.sockets import changing, looking, talking
from messaging.views import addresses, reading, writing
from messaging.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place
from neighbourhood.foundation.web.signposts import Signpost


def _open(app: Flask) -> None:
    delivery.bind(app)
    gate.bind(app)


PART = Part(
    name="messaging",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(addresses, reading, writing, changing, looking, talking),
    receivers=(receivers, reporting),
    jobs=(jobs,),
    badges={"messages": conversations.unread_total},
    bind=_open,
    place=Place.MESSAGES,
    menu=(
        Entry(
            Place.MESSAGES, "messaging.index", "message-circle", _l("Messages"), badge="messages"
        ),
    ),
    signposts=(
        Signpost(code="talk", endpoint="messaging.about"),
        Signpost(code="address journal", endpoint="messaging.address_journal"),
    ),
)
