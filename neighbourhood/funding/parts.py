"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.funding import demo, jobs, receivers, views, webhooks

PART = Part(
    name="funding",
    blueprints=(views.bp, webhooks.bp, webhooks.bank),
    views=(views, webhooks),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
)
