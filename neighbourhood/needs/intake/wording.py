"""What neighbours read of a need from a file: made of its kind alone, in the language of needs."""

import tomllib
from functools import cache
from pathlib import Path

from neighbourhood.needs.models import NeedKind


@cache
def _told() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))


def title_of(kind: NeedKind) -> str:
    """Return the need in one sentence."""
    return _told()[kind]["title"]


def covers_of(kind: NeedKind) -> str:
    """Return what the money pays for."""
    return _told()[kind]["covers"]
