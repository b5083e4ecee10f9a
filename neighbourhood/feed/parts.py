"""What this slice announces to the house."""

from neighbourhood.feed import views
from neighbourhood.foundation.parts import Part

PART = Part(
    name="feed",
    blueprints=(views.bp,),
    views=(views,),
)
