"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.groups import (
    demo,
    holdings,
    jobs,
    receivers,
    reporting,
    shared_holdings,
    shared_jobs,
    shared_reporting,
)
from neighbourhood.groups.subjects import GROUPS
from neighbourhood.groups.views import (
    entering,
    files,
    inviting,
    making,
    notes,
    people,
    polls,
    reading,
    sharing,
    tasks,
)
from neighbourhood.groups.views.blueprint import bp

PART = Part(
    name="groups",
    holdings=(holdings, shared_holdings),
    blueprints=(bp,),
    receivers=(receivers, reporting, shared_reporting),
    jobs=(jobs, shared_jobs),
    views=(entering, inviting, making, people, reading, sharing, polls, tasks, notes, files),
    demo=demo.build,
    place=Place.HOME,
    switches=(
        Switch(
            code=GROUPS,
            title=_l("Les groupes"),
            off=_l(
                "On ne crée plus de groupes et on n’y entre plus. Ce qui s’y est dit est gardé, "
                "et revient avec eux."
            ),
            pages=frozenset({"groups"}),
            told=("groups.",),
        ),
    ),
    signposts=(
        Signpost(code="groups", endpoint="groups.index"),
        Signpost(code="ask into a group", endpoint="groups.ask_neighbour"),
    ),
)
