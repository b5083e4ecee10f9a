"""A scene for those who come at once."""

import pytest

from tests.verification.race.together import a_scene


@pytest.fixture
def scene(stack, make):
    """A door, its quartier, a clerk, and people who claim the door: `scene(method, count)`."""
    return a_scene(stack, make)
