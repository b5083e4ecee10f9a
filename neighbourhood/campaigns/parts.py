"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.campaigns import receivers, sockets
from neighbourhood.campaigns.views import desk, outward, sharing, town
from neighbourhood.campaigns.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Task, Tile, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="campaigns",
    blueprints=(bp,),
    views=(desk, outward, sharing, town, sockets),
    receivers=(receivers,),
    place=Place.SOLIDARITY,
    desk=(
        Tile(
            60,
            StaffRole.PUBLISH,
            "campaigns.of_partner",
            "megaphone",
            _l("Faire connaître"),
            _l("page de la ville, affiche, textes, écran"),
        ),
    ),
    signposts=(
        Signpost(code="town figures", endpoint="campaigns.town"),
        Signpost(code="make known", endpoint="campaigns.share"),
        Signpost(code="picture of a fund", endpoint="campaigns.fund_preview"),
    ),
    administration=(
        Task(
            45,
            Whose.TOWN,
            "campaigns.of_town",
            "megaphone",
            _l("Faire connaître"),
            _l("page publique, affiche, compteur, textes, écran"),
        ),
    ),
)
