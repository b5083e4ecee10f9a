"""The pages of needs: reading them, writing them, the partner's desk."""

from neighbourhood.needs.views import desk, reading, writing
from neighbourhood.needs.views.blueprint import bp

__all__ = ["bp", "desk", "reading", "writing"]
