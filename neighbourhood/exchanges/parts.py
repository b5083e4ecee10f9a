"""What this slice announces to the house."""

from neighbourhood.exchanges import demo, jobs, receivers
from neighbourhood.exchanges.views import answering, reading, writing
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.parts import Part

PART = Part(
    name="exchanges",
    blueprints=(bp,),
    views=(answering, reading, writing),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
)
