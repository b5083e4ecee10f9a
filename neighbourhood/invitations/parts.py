"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
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
)
