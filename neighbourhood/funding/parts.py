"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Whose
from neighbourhood.funding import demo, holdings, jobs, webhooks
from neighbourhood.funding.queries import provider
from neighbourhood.funding.views import desk, giving, town, visiting, visitors
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="funding",
    holdings=(holdings,),
    blueprints=(bp, webhooks.bp, webhooks.bank),
    views=(desk, giving, town, visiting, visitors, webhooks),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.SOLIDARITY,
    me=(Row(50, "funding.my_gifts", "hand-coins", _l("Mes dons"), _l("et leurs reçus")),),
    administration=(
        Task(
            40,
            Whose.INSTANCE,
            "funding.desk",
            "hand-coins",
            _l("Argent"),
            _l("paiements qui attendent une décision"),
            waiting=lambda _town: len(provider.open_cases()),
        ),
        Task(
            45,
            Whose.TOWN,
            "funding.donors_of_town",
            "heart-handshake",
            _l("Donateurs"),
            _l("les noms que votre service peut lire"),
            role=StaffRole.PAY_OUT,
        ),
    ),
)
