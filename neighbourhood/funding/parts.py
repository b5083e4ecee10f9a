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
    me=(Row(50, "funding.my_gifts", "hand-coins", _l("Mes dons"), _l("et leurs reçus")),),
)
