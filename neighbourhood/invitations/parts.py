"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.invitations import demo, holdings, jobs, receivers, views

PART = Part(
    name="invitations",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    signposts=(
        Signpost(code="invite", endpoint="invitations.begin", given={"side": "host"}),
        Signpost(code="be invited", endpoint="invitations.begin", given={"side": "guest"}),
        Signpost(code="my invitations", endpoint="invitations.mine"),
    ),
)
