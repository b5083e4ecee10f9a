"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from messaging import delivery, jobs, receivers, sockets, views
from messaging.queries import conversations
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.doors import Door
from neighbourhood.foundation.web.menu import Entry, Place

PART = Part(
    name="messaging",
    blueprints=(views.bp,),
    views=(views, sockets),
    receivers=(receivers,),
    jobs=(jobs,),
    badges={"messages": conversations.unread_total},
    bind=delivery.bind,
    place=Place.MESSAGES,
    menu=(
        Entry(
            Place.MESSAGES, "messaging.index", "message-circle", _l("Messages"), badge="messages"
        ),
    ),
    doors=(
        Door(code="talk", endpoint="messaging.about"),
        Door(code="address journal", endpoint="messaging.address_journal"),
    ),
)
