"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part

PART = Part(name="moderation")
