"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.residents import cli, demo, jobs
from neighbourhood.residents.views import (
    entering,
    joining,
    mailbox,
    passkeys,
    profile,
    recovering,
    second_factors,
    security,
    sessions,
)
from neighbourhood.residents.views.blueprint import bp

PART = Part(
    name="residents",
    blueprints=(bp,),
    views=(
        entering,
        joining,
        mailbox,
        passkeys,
        profile,
        recovering,
        second_factors,
        security,
        sessions,
    ),
    commands=(cli.residents,),
    jobs=(jobs,),
    demo=demo.build,
)
