"""The outlines of quartiers alone, as a small map: what a town will look like."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask_babel import gettext
from markupsafe import Markup

from neighbourhood.foundation.lazily import lazily
from neighbourhood.places.geometry import Boundary, on_ground
from neighbourhood.places.maps import WIDTH, Frame

if TYPE_CHECKING:
    import shapely.geometry
else:
    shapely = lazily("shapely")


def draw_outlines(boundaries: Mapping[str, Boundary], town: str) -> Markup:
    """Draw outlines by name, each told by a title; nothing when there are none."""
    if not boundaries:
        return Markup()
    shapes = {name: on_ground(shapely.geometry.shape(drawn)) for name, drawn in boundaries.items()}
    frame = Frame.around(list(shapes.values()))
    path = Markup('<path class="map-quartier" d="{}"><title>{}</title></path>')
    paths = Markup().join(path.format(frame.path(shape), name) for name, shape in shapes.items())
    label = gettext("Les quartiers de %(town)s", town=town)
    drawing = Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    return drawing.format(WIDTH, frame.height, label, paths)
