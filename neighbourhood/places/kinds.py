"""Words for how far something is heard."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.places.models import Reach

REACHES: Mapping[Reach, LazyString] = {
    Reach.QUARTIER: _l("Mon quartier"),
    Reach.NEIGHBOURING: _l("Mon quartier et les quartiers voisins"),
    Reach.TOWN: _l("Toute la ville"),
}
