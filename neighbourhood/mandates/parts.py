"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Tile
from neighbourhood.mandates import demo, holdings, jobs, receivers
from neighbourhood.mandates.views import (
    accompanying,
    accompanying_on_paper,
    acting,
    identity,
    mandates,
    paper_mandates,
    papers,
)
from neighbourhood.mandates.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="mandates",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(
        accompanying,
        accompanying_on_paper,
        acting,
        identity,
        mandates,
        paper_mandates,
        papers,
    ),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.ME,
    me=(
        Row(
            70,
            "mandates.index",
            "handshake",
            _l("Agir pour quelqu’un"),
            _l("confier un mandat, ou en recevoir un"),
        ),
    ),
    desk=(
        Tile(
            30,
            StaffRole.ACCOMPANY,
            "mandates.accompanied",
            "handshake",
            _l("Accompagnement"),
            _l("agir pour les personnes qui l’ont demandé"),
        ),
    ),
)
