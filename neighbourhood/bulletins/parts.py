"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.bulletins import demo, holdings, jobs, receivers, reporting
from neighbourhood.bulletins.subjects import WORDS
from neighbourhood.bulletins.views import answering, reading, writing
from neighbourhood.bulletins.views.blueprint import bp
from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch

PART = Part(
    name="bulletins",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(answering, reading, writing),
    receivers=(receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    me=(
        Row(
            42,
            "bulletins.mine",
            "megaphone",
            _l("Mes mots au quartier"),
            _l("ce que vous avez écrit, ce à quoi vous avez répondu"),
        ),
    ),
    switches=(
        Switch(
            code=WORDS,
            title=_l("Les mots au quartier"),
            off=_l(
                "On n’écrit plus de mots au quartier : ils disparaissent des listes, avec leurs "
                "discussions et leurs nouvelles."
            ),
            pages=frozenset({"bulletins"}),
            told=("bulletins.",),
        ),
    ),
    signposts=(Signpost(code="say a word", endpoint="bulletins.begin"),),
)
