"""The pages of partners: asking to be one, the desk and its staff, the administrators’ desk."""

from neighbourhood.partners.views import (
    administration,
    applying,
    desk,
    joining,
    mandates,
    papers,
    team,
)
from neighbourhood.partners.views.blueprint import bp

__all__ = ["administration", "applying", "bp", "desk", "joining", "mandates", "papers", "team"]
