"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed import views
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.doors import Door
from neighbourhood.foundation.web.menu import Entry, Place

PART = Part(
    name="feed",
    blueprints=(views.bp,),
    views=(views,),
    place=Place.HELP,
    elsewhere={"feed.home": Place.HOME},
    menu=(
        Entry(Place.HOME, "feed.home", "house", _l("Accueil")),
        Entry(Place.HELP, "feed.listing", "hand-helping", _l("Entraide")),
    ),
    doors=(
        Door(code="home", endpoint="feed.home"),
        Door(code="help", endpoint="feed.listing"),
    ),
)
