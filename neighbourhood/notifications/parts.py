"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.notifications import holdings, jobs, queries, receivers, views

PART = Part(
    name="notifications",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    receivers=(receivers,),
    jobs=(jobs,),
    badges={"notifications": queries.unread_count, views.SEEN_HERE: queries.unread_here},
    place=Place.NEWS,
    menu=(
        Entry(Place.NEWS, "notifications.inbox", "bell", _l("Nouvelles"), badge="notifications"),
    ),
    me=(
        Row(60, "notifications.inbox", "bell", _l("Nouvelles"), _l("ce qui vous concerne")),
        Row(
            62,
            "notifications.mutes",
            "bell",
            _l("Ce dont on ne me prévient plus"),
            _l("conversations, personnes, sortes de nouvelles"),
        ),
    ),
    signposts=(Signpost(code="unmute", endpoint="notifications.unmute"),),
)
