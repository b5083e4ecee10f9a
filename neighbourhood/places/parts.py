"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.places import cli, demo, holdings, keeping, views

PART = Part(
    name="places",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    commands=(cli.places,),
    demo=demo.build,
    before_serving=keeping.before_serving,
)
