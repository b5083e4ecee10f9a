"""Keys that turn on PostgreSQL, where several may write at the same moment."""

from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.database import db
from tests.support.sealing import arguments, failed, in_silence, rotate_together, under_newest

JOBS = [f"job {number}" for number in range(20)]


def test_who_rotates_at_once_shares_one_key_and_every_row_is_read_after(app, make, monkeypatch):
    monkeypatch.setattr(rotating, "BATCH", 3)
    make.resident()
    with app.app_context():
        failed(*JOBS)
        rotating.finish(in_silence)
        before = len(keyring.current().keys)
        done = rotate_together(app, 2)
        assert len(keyring.current().keys) == before + 1
        assert sum(done) >= len(JOBS)
        assert under_newest()
        assert arguments() == JOBS
        assert rotating.count_old() == 0
        assert rotating.in_use()[keyring.current().newest.name] >= len(JOBS)
        db.session.remove()
