"""Whoever works at a file may be stopped anywhere: begun again it finishes, nothing is double."""

from collections import Counter

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import trials
from neighbourhood.needs.batches import NeedReference
from neighbourhood.needs.filing import judging, writing
from tests.support.carried import press
from tests.support.needs_files import as_file, line, some_lines

LINES = 17


class Stopped(BaseException):
    """The machine is switched off."""


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(writing, "AT_ONCE", 5)
    monkeypatch.setattr(judging, "AT_ONCE", 5)


@pytest.fixture
def stopping(monkeypatch):
    """Have a function fail, once it has run so many times."""

    def stop(place, name, after):
        real, left = getattr(place, name), [after]

        def stopped(*given, **more):
            done = real(*given, **more)
            if left[0] == 0:
                left[0] = -1
                raise Stopped
            left[0] -= 1
            return done

        monkeypatch.setattr(place, name, stopped)

    return stop


def once_each(files):
    """Each need has one reference, and each reference one need of its own."""
    with files.app.app_context():
        marks = db.session.execute(select(NeedReference.mark, NeedReference.need_id)).all()
    assert len(marks) == len({need for _, need in marks}) == len(files.needs()) == LINES
    return Counter(files.statuses())


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize(("place", "name"), [(writing, "_create"), (trials, "give_way")])
def test_a_file_is_written_once_wherever_the_writing_stops(
    files, small_pieces, stopping, move_clock, place, name, after
):
    page = files.send(as_file(some_lines(LINES)))
    stopping(place, name, after)
    with pytest.raises(Stopped):
        press(files.author, f"{page}/confirmer")
    assert files.file().is_writing
    assert len(files.needs()) < LINES
    move_clock(minutes=6)
    with files.app.app_context():
        trials.go_on()
    assert once_each(files) == {"submitted": LINES}
    assert files.file().figures["created"] == LINES
    assert files.file().is_submitted


@pytest.mark.parametrize("after", [0, 2])
def test_a_file_is_approved_once_wherever_the_approving_stops(
    files, small_pieces, stopping, move_clock, after
):
    page = files.take(some_lines(LINES))
    stopping(judging, "_approve", after)
    with pytest.raises(Stopped):
        press(files.reader, f"{page}/approuver")
    assert files.file().is_approving
    assert files.statuses().count("submitted") == LINES - after * 5
    move_clock(minutes=6)
    with files.app.app_context():
        trials.go_on()
    assert "submitted" not in once_each(files)
    assert files.file().figures["approved"] == LINES
    assert files.file().is_done


def test_closing_goes_on_where_it_stopped(files, small_pieces, stopping, move_clock):
    files.publish(some_lines(LINES))
    page = files.send(as_file([line("2026-00000", "Se chauffer", amount="20,00 €")]))
    stopping(writing, "_close", 4)
    with pytest.raises(Stopped):
        press(files.author, f"{page}/confirmer")
    assert files.statuses().count("withdrawn") == 4
    move_clock(minutes=6)
    with files.app.app_context():
        trials.go_on()
    assert files.statuses().count("withdrawn") == LINES - 1
    assert files.file().figures["closed"] == LINES - 1


def test_work_that_goes_on_is_left_alone(files, small_pieces, stopping):
    page = files.send(as_file(some_lines(LINES)))
    stopping(trials, "give_way", 0)
    with pytest.raises(Stopped):
        press(files.author, f"{page}/confirmer")
    with files.app.app_context():
        trials.go_on()
    assert len(files.needs()) == 5
