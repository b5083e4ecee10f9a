"""A reader who has every address, the code, and all that was ever shown: which door is it?"""

from collections import defaultdict
from itertools import combinations

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.crowds import door_of, hides
from neighbourhood.places.models import Address


def shown_now(allowed=hides):
    """Return what readers may see of whoever lives at each address, by its id."""
    db.session.expire_all()
    homes = db.session.scalars(select(Address).where(Address.retired_at.is_(None))).all()
    return {
        home.id: {
            "door": door_of(home),
            "quartier": home.quartier_id,
            "square": home.cell_id,
            "street": (home.insee, home.street.casefold()),
            "told": {"quartier", "square"} | ({"street"} if allowed(home) else set()),
        }
        for home in homes
    }


def found(*moments):
    """Return the addresses found among fewer than eleven doors, by the parts that tell them.

    Every combination is formed of the parts shown at any of the moments, together.
    """
    told = {
        (when, part)
        for when, moment in enumerate(moments)
        for part in ("quartier", "square", "street")
    }
    singled = defaultdict(set)
    for size in range(1, len(told) + 1):
        for parts in combinations(sorted(told), size):
            for key in _few(moments, parts):
                singled[key].add(parts)
    return singled


def _few(moments, parts):
    crowd, homes = defaultdict(set), {}
    for key, last in moments[-1].items():
        if all(key in moments[when] for when, _ in parts):
            seen = tuple(moments[when][key][part] for when, part in parts)
            homes[key] = seen
            crowd[seen].add(last["door"])
    for key, seen in homes.items():
        # A part that was not shown, or says nothing, is known to nobody.
        known = all(part in moments[when][key]["told"] for when, part in parts)
        if known and None not in seen and len(crowd[seen]) < 11:
            yield key
