"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Task, Whose
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.packages import cli, demo, holdings, jobs, receivers
from neighbourhood.packages.policies import PACKAGES
from neighbourhood.packages.views import reading, town
from neighbourhood.packages.views.blueprint import bp

PART = Part(
    name="packages",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(reading, town),
    # The group of the ledger, with a command of ours.
    commands=(cli.funding,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.SOLIDARITY,
    administration=(
        Task(
            45,
            Whose.TOWN,
            "packages.of_town",
            "gift",
            _l("Formules de soutien"),
            _l("ce que la ville propose de donner, et les urgences"),
        ),
    ),
    switches=(
        Switch(
            code=PACKAGES,
            title=_l("Les formules de soutien"),
            off=_l(
                "Les formules ne se lisent plus et ne reçoivent plus de don. Ce qui est déjà donné "
                "continue d’aller aux besoins, et chaque personne garde ses dons et ses reçus."
            ),
            pages=frozenset({"packages.index", "packages.show", "packages.order"}),
        ),
    ),
)
