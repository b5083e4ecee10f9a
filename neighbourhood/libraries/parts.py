"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place

PART = Part(name="libraries", place=Place.HELP)
