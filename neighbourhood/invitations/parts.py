"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.doors import Door
from neighbourhood.foundation.web.menu import Place
from neighbourhood.invitations import demo, jobs, receivers, views

PART = Part(
    name="invitations",
    blueprints=(views.bp,),
    views=(views,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    doors=(
        Door(code="invite", endpoint="invitations.begin", given={"side": "host"}),
        Door(code="be invited", endpoint="invitations.begin", given={"side": "guest"}),
        Door(code="my invitations", endpoint="invitations.mine"),
    ),
)
