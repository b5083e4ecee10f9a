"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.timebank import holdings, views
from neighbourhood.timebank.kinds import TIME

PART = Part(
    name="timebank",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    place=Place.ME,
    me=(
        Row(
            44,
            "timebank.mine",
            "clock",
            _l("Mon temps"),
            _l("les heures données et reçues"),
        ),
    ),
    switches=(
        Switch(
            code=TIME,
            title=_l("La banque de temps"),
            off=_l(
                "On ne note pas d’heures après une aide. C’est le réglage de départ : le temps est "
                "offert sans compter. Ce qui a déjà été noté est gardé."
            ),
            pages=frozenset({"timebank"}),
            default_off=True,
        ),
    ),
)
