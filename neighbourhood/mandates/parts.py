"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Tile
from neighbourhood.mandates import demo, jobs, receivers
from neighbourhood.mandates.views import (
    accompanying,
    accompanying_on_paper,
    acting,
    mandates,
    paper_mandates,
    papers,
)
from neighbourhood.mandates.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="mandates",
    blueprints=(bp,),
    views=(accompanying, accompanying_on_paper, acting, mandates, paper_mandates, papers),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.ME,
    me=(
        Row(
            rank=70,
            endpoint="mandates.index",
            icon="handshake",
            title=_l("Agir pour quelqu’un"),
            soft=_l("confier un mandat, ou en recevoir un"),
        ),
    ),
    desk=(
        Tile(
            rank=30,
            role=StaffRole.ACCOMPANY,
            endpoint="mandates.accompanied",
            icon="handshake",
            title=_l("Accompagnement"),
            soft=_l("agir pour les personnes qui l’ont demandé"),
        ),
    ),
)
