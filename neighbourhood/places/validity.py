"""Saying in our words what is wrong with an outline that encloses no ground of its own."""

import re
from typing import TYPE_CHECKING

from flask_babel import LazyString, format_decimal
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    shapely = lazily("shapely")

# As GEOS says it, in English: longitude, then latitude.
_CROSSES = re.compile(r"self-intersection\[(\S+) (\S+)\]", re.IGNORECASE)


def why_invalid(drawn: "BaseGeometry") -> tuple[LazyString, dict[str, str]]:
    """Return why a shape in degrees is not valid, and what to fill in."""
    found = _CROSSES.search(shapely.is_valid_reason(drawn))
    if found is None:
        return _l("son contour n’est pas valide"), {}
    east, north = (str(format_decimal(float(one))) for one in found.groups())
    near = {"latitude": north, "longitude": east}
    return _l("son contour se croise (près de %(latitude)s, %(longitude)s)"), near
