"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.needs import demo
from neighbourhood.needs.views import desk, reading, writing
from neighbourhood.needs.views.blueprint import bp

PART = Part(
    name="needs",
    blueprints=(bp,),
    views=(desk, reading, writing),
    demo=demo.build,
)
