"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed import holdings, jobs
from neighbourhood.feed.views import reading, searching, week
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch

PART = Part(
    name="feed",
    holdings=(holdings,),
    blueprints=(reading.bp,),
    views=(reading, searching, week),
    jobs=(jobs,),
    place=Place.HELP,
    elsewhere={"feed.home": Place.HOME},
    menu=(
        Entry(Place.HOME, "feed.home", "house", _l("Accueil")),
        Entry(Place.HELP, "feed.listing", "hand-helping", _l("Entraide")),
    ),
    me=(
        Row(
            42,
            "feed.searches",
            "search",
            _l("Mes recherches"),
            _l("être au courant quand il y a du nouveau"),
        ),
        Row(
            43,
            "feed.this_week",
            "sun",
            _l("Trois choses par semaine"),
            _l("un petit choix près de chez vous, si vous le voulez"),
        ),
    ),
    switches=(
        Switch(
            code="map",
            title=_l("La carte de l’entraide"),
            off=_l("La carte ne s’ouvre plus. Les annonces restent dans la liste."),
            pages=frozenset({"feed.show_map"}),
        ),
    ),
    signposts=(
        Signpost(code="home", endpoint="feed.home"),
        Signpost(code="help", endpoint="feed.listing"),
        Signpost(code="extract of help", endpoint="feed.extract"),
        Signpost(code="glimpse of help", endpoint="feed.glimpse"),
    ),
)
