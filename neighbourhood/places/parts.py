"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.places import demo, holdings, keeping, views
from neighbourhood.places.cli import households

PART = Part(
    name="places",
    holdings=(holdings,),
    blueprints=(views.bp,),
    views=(views,),
    commands=(households.GROUP,),
    demo=demo.build,
    before_serving=keeping.before_serving,
)
