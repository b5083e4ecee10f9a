"""The rows of a release can be made again at the next one."""

import lzma
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine

from tests.support import palier, stage
from tests.support.release_dump import literal


@pytest.fixture
def dumped(tmp_path, demonstration) -> str:
    site = palier.prepared(tmp_path / "town", town=demonstration)
    stage.place(site)
    said = site.python("-m", "tests.support.release_dump", str(tmp_path / "rows.sql.xz"))
    assert "empty: []" in said
    return lzma.decompress((tmp_path / "rows.sql.xz").read_bytes()).decode()


def test_a_town_in_which_everything_has_happened_is_written_as_sql(dumped):
    assert dumped.startswith("-- revision 0")
    for table in ("pledge", "ledger_entry", "mandate_deed", "passkey", "proof_withdrawal"):
        assert f"INSERT INTO {table} (" in dumped


@pytest.mark.parametrize(
    ("value", "back"),
    [
        (None, None),
        (True, 1),
        (-7, -7),
        (48.25, 48.25),
        ("l’arbre d'à côté\nX'00', ; --", "l’arbre d'à côté\nX'00', ; --"),
        (b"\x00'\xff", b"\x00'\xff"),
        (date(2026, 2, 3), "2026-02-03"),
        (datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC), "2026-02-03 04:05:06.000007"),
        ({"a": ["é", None]}, '{"a": ["é", null]}'),
    ],
)
def test_a_value_comes_back_as_it_was(value, back):
    with create_engine("sqlite://").connect() as connection:
        assert connection.exec_driver_sql(f"SELECT {literal(value)}").scalar() == back
