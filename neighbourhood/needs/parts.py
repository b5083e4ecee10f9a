"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Tile
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.needs import demo, holdings, receivers
from neighbourhood.needs.views import desk, reading, revising, writing
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="needs",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(desk, reading, revising, writing),
    receivers=(receivers,),
    demo=demo.build,
    place=Place.SOLIDARITY,
    menu=(
        Entry(Place.SOLIDARITY, "needs.index", "hand-coins", _l("Solidarité"), while_acting=False),
    ),
    desk=(
        Tile(
            10,
            StaffRole.PUBLISH,
            "needs.desk",
            "hand-coins",
            _l("Besoins"),
            _l("écrire, relire, publier, prouver"),
            look="need",
        ),
    ),
    signposts=(Signpost(code="needs", endpoint="needs.index"),),
)
