"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Task, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.openings import cli, holdings, jobs, receivers, trials
from neighbourhood.openings.views import files, founding, households, town, waiting
from neighbourhood.openings.views.blueprint import bp

PART = Part(
    name="openings",
    blueprints=(bp,),
    views=(files, founding, households, town, waiting),
    commands=(cli.openings,),
    jobs=(jobs, trials),
    holdings=(holdings,),
    receivers=(receivers,),
    place=Place.HOME,
    administration=(
        Task(
            5,
            Whose.INSTANCE,
            "openings.choose",
            "map-pin",
            _l("Ajouter une commune"),
            _l("la choisir dans la liste, puis la préparer"),
        ),
        Task(
            5,
            Whose.TOWN,
            "openings.town",
            "map",
            _l("Préparer et ouvrir"),
            _l("carte, adresses, service, quartiers à ouvrir"),
        ),
        Task(
            70,
            Whose.TOWN,
            "openings.thresholds",
            "eye",
            _l("Chiffres cachés"),
            _l("à partir de combien de personnes un chiffre se montre"),
        ),
        Task(
            71,
            Whose.TOWN,
            "openings.households",
            "house",
            _l("Foyers par quartier"),
            _l("pour que les besoins ne désignent personne"),
        ),
    ),
    signposts=(Signpost(code="wait for quartier", endpoint="openings.opening"),),
)
