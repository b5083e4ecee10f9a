"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda import demo, happenings, holdings, jobs, reporting, trials
from neighbourhood.agenda.subjects import AGENDA
from neighbourhood.agenda.views import addresses, desk, reading
from neighbourhood.agenda.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row, Tile
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="agenda",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(addresses, desk, reading),
    receivers=(happenings, reporting),
    jobs=(jobs, trials),
    demo=demo.build,
    place=Place.HOME,
    elsewhere={"agenda.addresses": Place.ME},
    doors=(Door(Place.HOME, 40, "agenda.month", "calendar", _l("Agenda")),),
    me=(
        Row(
            46,
            "agenda.addresses",
            "calendar",
            _l("Mes calendriers"),
            _l("l’agenda du quartier dans votre téléphone"),
        ),
    ),
    desk=(
        Tile(
            60,
            StaffRole.PUBLISH,
            "agenda.calendars",
            "calendar",
            _l("Agenda"),
            _l("montrer vos événements depuis votre agenda public"),
        ),
    ),
    switches=(
        Switch(
            code=AGENDA,
            title=_l("L’agenda"),
            off=_l(
                "L’agenda ne s’ouvre plus, les calendriers emportés ne montrent plus rien, et les "
                "événements des organismes disparaissent des listes."
            ),
            pages=frozenset({"agenda"}),
            told=("agenda.",),
        ),
    ),
    signposts=(
        Signpost(code="agenda", endpoint="agenda.month"),
        Signpost(code="calendar file", endpoint="agenda.one_file"),
    ),
)
