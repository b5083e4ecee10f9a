"""Rounds of needs held at once, whenever a test wants one."""

from datetime import datetime

from neighbourhood.needs import releasing
from neighbourhood.places.models import Municipality


def release(town: Municipality, due: datetime, moment: datetime) -> int:
    """Publish all that goes out in the round due at an hour; return how many needs that is."""
    begun = releasing.begin(town, due, moment)
    while releasing.publish_some(begun.id):
        continue
    return begun.published
