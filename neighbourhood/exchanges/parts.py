"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import demo, holdings, jobs, receivers, reporting
from neighbourhood.exchanges.subjects import GIVING
from neighbourhood.exchanges.views import (
    answering,
    days,
    giving,
    reading,
    sharing,
    suggesting,
    timing,
    writing,
)
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch

PART = Part(
    name="exchanges",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(answering, days, giving, reading, sharing, suggesting, timing, writing),
    receivers=(receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    doors=(Door(Place.HELP, 30, "exchanges.half_hour", "clock", _l("Une demi-heure ?")),),
    me=(
        Row(
            40,
            "exchanges.mine",
            "hand-helping",
            _l("Mes annonces et mes réponses"),
            _l("ce que vous demandez, ce que vous proposez"),
        ),
    ),
    switches=(
        Switch(
            code=GIVING,
            title=_l("Les dons d’objets"),
            off=_l(
                "On ne donne plus d’objets : ces annonces disparaissent des listes. "
                "Ce qui est déjà promis continue entre les deux personnes."
            ),
        ),
    ),
    signposts=(
        Signpost(code="ask", endpoint="exchanges.begin", given={"direction": "ask"}),
        Signpost(code="offer", endpoint="exchanges.begin", given={"direction": "offer"}),
        Signpost(code="my exchanges", endpoint="exchanges.mine"),
    ),
)
