"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.notifications import queries, receivers, views

PART = Part(
    name="notifications",
    blueprints=(views.bp,),
    views=(views,),
    receivers=(receivers,),
    badges={"notifications": queries.unread_count},
)
