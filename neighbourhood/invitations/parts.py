"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.invitations import (
    demo,
    happenings,
    holdings,
    jobs,
    receivers,
    reporting,
    views,
)
from neighbourhood.invitations.subjects import FEASTS

PART = Part(
    name="invitations",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    receivers=(happenings, receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    switches=(
        Switch(
            code=FEASTS,
            title=_l("Les tables de fête"),
            off=_l(
                "On n’invite plus à sa table et on n’en cherche plus : les pages et les nouvelles "
                "s’arrêtent, les conversations restent."
            ),
            pages=frozenset({"invitations"}),
            told=("invitations.",),
        ),
    ),
    signposts=(
        Signpost(code="invite", endpoint="invitations.begin", given={"side": "host"}),
        Signpost(code="be invited", endpoint="invitations.begin", given={"side": "guest"}),
        Signpost(code="my invitations", endpoint="invitations.mine"),
    ),
)
