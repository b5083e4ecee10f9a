"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.moderation.views import charter_desk, charter_gate, charters
from neighbourhood.moderation.views.blueprint import bp

PART = Part(
    name="moderation",
    blueprints=(bp,),
    views=(charters, charter_desk, charter_gate),
    place=Place.ME,
    me=(
        Row(
            95,
            "moderation.charter",
            "file-text",
            _l("La charte"),
            _l("ce que nous nous promettons entre voisins"),
        ),
    ),
    administration=(
        Task(
            60,
            Whose.INSTANCE,
            "moderation.write_charter",
            "file-text",
            _l("La charte du site"),
            _l("écrire la prochaine version, la publier"),
        ),
        Task(
            60,
            Whose.TOWN,
            "moderation.write_town_charter",
            "file-text",
            _l("La charte de la commune"),
            _l("écrire la prochaine version, la publier"),
        ),
    ),
    signposts=(Signpost(code="charter", endpoint="moderation.charter"),),
)
