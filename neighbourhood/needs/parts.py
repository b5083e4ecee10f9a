"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Task, Tile, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.needs import demo, holdings, jobs, receivers, reporting, tallies, trials
from neighbourhood.needs.policies import NEEDS, NEEDS_FOR_ALL
from neighbourhood.needs.views import anew, batch, desk, files, reading, revising, town, writing
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="needs",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(anew, batch, desk, files, reading, revising, town, writing),
    receivers=(receivers, reporting),
    jobs=(jobs, trials),
    demo=demo.build,
    place=Place.SOLIDARITY,
    menu=(
        Entry(Place.SOLIDARITY, "needs.index", "hand-coins", _l("Solidarité"), while_acting=False),
    ),
    desk=(
        Tile(
            10,
            StaffRole.PUBLISH,
            "needs.desk",
            "hand-coins",
            _l("Besoins"),
            _l("écrire, relire, publier, prouver"),
            look="need",
        ),
    ),
    administration=(
        Task(
            40,
            Whose.TOWN,
            "needs.of_town",
            "hand-coins",
            _l("Besoins"),
            _l("ce que les partenaires ont à relire et à prouver"),
            waiting=lambda town: tallies.to_read(town or 0),
        ),
    ),
    switches=(
        Switch(
            code=NEEDS,
            title=_l("Les besoins et les dons"),
            off=_l(
                "Les besoins ne se lisent plus et ne reçoivent plus de don ; les partenaires n’en "
                "écrivent pas d’autres. Ils finissent ceux qui sont financés, et chaque personne "
                "garde ses dons et ses reçus."
            ),
            pages=frozenset(
                {
                    *("needs.index", "needs.show", "needs.begin", "needs.tell", "needs.price"),
                    *("needs.send_needs", "needs.take_needs"),
                    "funding.give",
                }
            ),
            told=("gift-need-corrected", "gift-proof-corrected"),
        ),
        Switch(
            code=NEEDS_FOR_ALL,
            title=_l("Les besoins ouverts à tout le monde"),
            off=_l(
                "Seuls les voisins lisent les besoins et donnent. Sinon, toute personne qui a le "
                "lien lit un besoin à financer, comme les voisins le lisent, et donne avec une "
                "simple adresse e-mail."
            ),
        ),
    ),
    signposts=(Signpost(code="needs", endpoint="needs.index"),),
)
