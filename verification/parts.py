"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from verification import cli, jobs, receivers
from verification.demo import town
from verification.views import (
    claims,
    counter,
    desk,
    documents,
    entering,
    mandates,
    oversight,
    staying,
    vouching,
    wrong_people,
)
from verification.views.blueprint import bp

PART = Part(
    name="verification",
    blueprints=(bp,),
    views=(
        claims,
        counter,
        desk,
        documents,
        entering,
        mandates,
        oversight,
        staying,
        vouching,
        wrong_people,
    ),
    commands=(cli.verification,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=town.build,
)
