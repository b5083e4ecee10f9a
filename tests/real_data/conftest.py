"""Tests on real files, collected only when PALIER_REAL_DATA names their folder."""

import os
from pathlib import Path

import pytest

NAMED = os.environ.get("PALIER_REAL_DATA")
collect_ignore_glob = [] if NAMED else ["test_*.py"]


@pytest.fixture(scope="session")
def real_data():
    """Return the folder; a name that leads nowhere is a failure, not a silence."""
    folder = Path(NAMED or "")
    assert (folder / "README.md").is_file(), f"PALIER_REAL_DATA={NAMED} holds no real data"
    return folder
