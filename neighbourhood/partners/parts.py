"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.partners import cli
from neighbourhood.partners.queries import staff
from neighbourhood.partners.views import administration, applying, desk, joining, team
from neighbourhood.partners.views.blueprint import bp

PART = Part(
    name="partners",
    blueprints=(bp,),
    views=(administration, applying, desk, joining, team),
    commands=(cli.partners,),
    badges={"staff": staff.staff_roles_count},
)
