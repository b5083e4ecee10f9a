"""Other settings than those of the tests, for one test."""

import dataclasses

import pytest
from flask import Flask

from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.settings import EXTENSION


@pytest.fixture
def with_settings(app, monkeypatch):
    """Run with other settings: `with_settings(staff_second_factor=True)`."""

    def change(**values):
        chosen = dataclasses.replace(app.extensions[EXTENSION], **values)
        monkeypatch.setitem(app.extensions, EXTENSION, chosen)

    return change


@pytest.fixture
def limited(with_settings):
    """Count as the real site does; the extension is left as it was found."""
    before = dict(vars(limiter))
    stand_in = Flask("counting")
    stand_in.config.update(RATELIMIT_ENABLED=True, RATELIMIT_STORAGE_URI="memory://")
    limiter.init_app(stand_in)
    with_settings(rate_limits=True)
    yield
    vars(limiter).clear()
    vars(limiter).update(before)
