"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row
from neighbourhood.funding import jobs, views, webhooks

PART = Part(
    name="funding",
    blueprints=(views.bp, webhooks.bp, webhooks.bank),
    views=(views, webhooks),
    jobs=(jobs,),
    place=Place.SOLIDARITY,
    me=(
        Row(
            rank=50,
            endpoint="funding.my_gifts",
            icon="hand-coins",
            title=_l("Mes dons"),
            soft=_l("et leurs reçus"),
        ),
    ),
)
