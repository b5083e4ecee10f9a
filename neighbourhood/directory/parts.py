"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.directory import demo, holdings, jobs, receivers, reporting
from neighbourhood.directory.subjects import DIRECTORY
from neighbourhood.directory.views import greeting, inviting, listing, poster, reading, welcoming
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row
from neighbourhood.foundation.web.switches import Switch

PART = Part(
    name="directory",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(greeting, inviting, listing, poster, reading, welcoming),
    receivers=(receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HOME,
    doors=(Door(Place.HOME, 10, "directory.index", "smile", _l("Mes voisins")),),
    me=(
        Row(
            38,
            "directory.index",
            "smile",
            _l("Mes voisins"),
            _l("l’annuaire du quartier, vos bonjours, l’accueil, les invitations"),
        ),
    ),
    switches=(
        Switch(
            code=DIRECTORY,
            title=_l("L’annuaire des voisins"),
            off=_l(
                "L’annuaire ne s’ouvre plus, ni les bonjours, l’accueil et les invitations. "
                "Les conversations déjà ouvertes continuent."
            ),
            pages=frozenset({"directory"}),
            told=("directory.",),
        ),
    ),
)
