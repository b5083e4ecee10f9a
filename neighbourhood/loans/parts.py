"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place
from neighbourhood.loans.views.blueprint import bp

PART = Part(
    name="loans",
    blueprints=(bp,),
    place=Place.HELP,
)
