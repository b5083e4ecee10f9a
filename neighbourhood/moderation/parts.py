"""What this slice announces to the house."""

from neighbourhood.foundation.parts import Part
from neighbourhood.moderation.models import reports

PART = Part(name="moderation")
TABLES = (reports.Report,)
