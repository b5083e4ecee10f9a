"""The round of two weeks later, held now: what was approved a moment ago goes out.

`python -m tests.support.rounds` holds it in the towns of the site of the environment.
"""

import sys
from datetime import timedelta

from app import create_app
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.needs import placing, releasing
from neighbourhood.places.models import Municipality
from tests.support.palier import Site

# No need waits longer for its round.
_LATER = timedelta(days=15)


def hold(site: Site) -> int:
    """Hold it in every town of `site` where a need waits; return how many needs went out."""
    return int(site.python("-m", "tests.support.rounds"))


def main() -> int:
    """Hold it, and say how many needs went out."""
    published = 0
    with create_app().app_context(), transaction():
        for town_id in placing.towns_waiting():
            town = db.session.get_one(Municipality, town_id)
            published += releasing.release(town, now() + _LATER, now())
    sys.stdout.write(f"{published}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
