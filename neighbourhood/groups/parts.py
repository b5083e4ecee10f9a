"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Task, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.groups import demo, receivers
from neighbourhood.groups.holdings import life as holdings_of_groups
from neighbourhood.groups.holdings import shared as holdings_of_what_is_shared
from neighbourhood.groups.jobs import life as jobs_of_groups
from neighbourhood.groups.jobs import shared as jobs_of_what_is_shared
from neighbourhood.groups.reporting import life as reporting_groups
from neighbourhood.groups.reporting import shared as reporting_what_is_shared
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
    town,
)
from neighbourhood.groups.views.blueprint import bp

PART = Part(
    name="groups",
    holdings=(holdings_of_groups, holdings_of_what_is_shared),
    blueprints=(bp,),
    receivers=(receivers, reporting_groups, reporting_what_is_shared),
    jobs=(jobs_of_groups, jobs_of_what_is_shared),
    views=(entering, inviting, making, people, reading, sharing, polls, tasks, notes, files, town),
    demo=demo.build,
    place=Place.HOME,
    doors=(Door(Place.HOME, 20, "groups.index", "users", _l("Groupes")),),
    administration=(
        Task(
            73,
            Whose.TOWN,
            "groups.of_town",
            "users",
            _l("Groupes de la ville"),
            _l("lesquels il y a, lesquels dorment ; jamais ce qui s’y dit"),
        ),
    ),
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
