"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exports import holdings, jobs, listing, queries, views
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Task, Whose

PART = Part(
    name="exports",
    blueprints=(views.bp,),
    views=(views,),
    holdings=(holdings,),
    receivers=(listing,),
    jobs=(jobs,),
    place=Place.DESK,
    administration=(
        Task(
            70,
            Whose.TOWN,
            "exports.town",
            "file-text",
            _l("Fichiers de plusieurs personnes"),
            _l("demandés par une personne, accordés par une autre"),
            waiting=queries.waiting,
        ),
        Task(
            71,
            Whose.TOWN,
            "exports.looks",
            "eye",
            _l("Qui a regardé quoi"),
            _l("ce que le service a ouvert ou changé d’une personne, et pourquoi"),
        ),
    ),
)
