"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.partners import cli, receivers
from neighbourhood.partners.queries import staff
from neighbourhood.partners.views import (
    administration,
    applying,
    desk,
    joining,
    mandates,
    papers,
    team,
)
from neighbourhood.partners.views.blueprint import bp

PART = Part(
    name="partners",
    blueprints=(bp,),
    views=(administration, applying, desk, joining, mandates, papers, team),
    commands=(cli.partners,),
    receivers=(receivers,),
    badges={"staff": staff.staff_roles_count},
)
