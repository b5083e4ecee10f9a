"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row, Tile
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.libraries import demo, holdings, jobs, receivers, reporting
from neighbourhood.libraries.subjects import LIBRARIES
from neighbourhood.libraries.views import (
    borrowing,
    desk,
    giving_up,
    keeping,
    scanning,
    settings,
    visiting,
)
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="libraries",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(borrowing, desk, giving_up, keeping, scanning, settings, visiting),
    receivers=(receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    doors=(Door(Place.HELP, 20, "libraries.index", "wrench", _l("Outilthèques")),),
    me=(
        Row(
            44,
            "libraries.mine",
            "drill",
            _l("Mes emprunts à l’outilthèque"),
            _l("ce que vous avez réservé ou emprunté, et votre carte"),
        ),
    ),
    desk=(
        Tile(
            50,
            StaffRole.LEND,
            "libraries.desk",
            "qr-code",
            _l("Comptoir de l’outilthèque"),
            _l("prêter et reprendre les outils"),
        ),
        Tile(
            52,
            StaffRole.MANAGE,
            "libraries.of_partner",
            "drill",
            _l("Outilthèque"),
            _l("horaires, règles, outils et étiquettes"),
        ),
    ),
    switches=(
        Switch(
            code=LIBRARIES,
            title=_l("Les outilthèques"),
            off=_l(
                "Les outilthèques ne se lisent plus et ne prêtent plus rien par ici. Leurs outils "
                "disparaissent des listes ; ce qui est prêté reste à rendre."
            ),
            pages=frozenset({"libraries"}),
            told=("libraries.",),
        ),
    ),
)
