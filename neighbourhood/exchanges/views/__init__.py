"""The pages of offers and requests: writing one, reading one, answering one."""

from neighbourhood.exchanges.views import answering, reading, writing
from neighbourhood.exchanges.views.blueprint import bp

__all__ = ["answering", "bp", "reading", "writing"]
