"""What this slice announces to the house."""

from messaging import delivery, jobs, receivers, sockets, views
from messaging.queries import conversations
from neighbourhood.foundation.parts import Part

PART = Part(
    name="messaging",
    blueprints=(views.bp,),
    views=(views, sockets),
    receivers=(receivers,),
    jobs=(jobs,),
    badges={"messages": conversations.unread_total},
    bind=delivery.bind,
)
