"""Rounds of needs held at once, whenever a test wants one.

`python -m tests.support.rounds` holds that of two weeks later in the towns of the site of the
environment: what was approved a moment ago goes out.
"""

import sys
from datetime import datetime, timedelta

from app import create_app
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.needs import placing, releasing
from neighbourhood.places.models import Municipality
from tests.support.palier import Site

# No need waits longer for its round.
_LATER = timedelta(days=15)


def release(town: Municipality, due: datetime, moment: datetime) -> int:
    """Publish all that goes out in the round due at an hour; return how many needs that is."""
    begun = releasing.begin(town, due, moment)
    while releasing.publish_some(begun.id):
        continue
    return begun.published


def hold(site: Site) -> int:
    """Hold a round in every town of `site` where a need waits; return how many went out."""
    return int(site.python("-m", "tests.support.rounds"))


def main() -> int:
    """Hold it, and say how many needs went out."""
    published = 0
    with create_app().app_context(), transaction():
        for town_id in placing.towns_waiting():
            town = db.session.get_one(Municipality, town_id)
            published += release(town, now() + _LATER, now())
    sys.stdout.write(f"{published}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
