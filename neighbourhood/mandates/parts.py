"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.mandates import demo, jobs, receivers
from neighbourhood.mandates.views import (
    accompanying,
    accompanying_on_paper,
    acting,
    mandates,
    paper_mandates,
    papers,
)
from neighbourhood.mandates.views.blueprint import bp

PART = Part(
    name="mandates",
    blueprints=(bp,),
    views=(accompanying, accompanying_on_paper, acting, mandates, paper_mandates, papers),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
)
