"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Tile
from neighbourhood.foundation.web.switches import Switch
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
    switches=(
        Switch(
            code="mandates",
            title=_l("Les nouveaux mandats"),
            off=_l(
                "On ne confie plus de mandat, ni à l’écran ni sur papier. Ceux qui existent "
                "continuent jusqu’à leur fin, et s’arrêtent quand on le demande."
            ),
            pages=frozenset(
                {
                    *("mandates.give_scopes", "mandates.give_duration", "mandates.give_consent"),
                    *("mandates.prepare_paper", "mandates.paper_name"),
                    *("mandates.paper_home", "mandates.paper_scopes", "mandates.paper_days"),
                    *("mandates.paper_preview", "mandates.restart_paper"),
                }
            ),
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
