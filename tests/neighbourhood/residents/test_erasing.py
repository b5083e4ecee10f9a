"""Erasing, step by step: whom the journal brings back, what is left to do, and the last word."""

import logging
from datetime import timedelta

import pytest

from neighbourhood.foundation.outside import mail
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing import erasures, failed_jobs, remains
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.storing.erasures import Step
from neighbourhood.foundation.storing.remains import Remains
from neighbourhood.foundation.words.blotting import Traces
from neighbourhood.residents.actions import erasing
from neighbourhood.residents.models.residents import Resident


@pytest.fixture(autouse=True)
def _nothing_before(in_app):
    erasures.path().unlink(missing_ok=True)
    for number, mark in remains.standing():
        remains.drop(number, mark)


@pytest.fixture
def rosa(make):
    return make.resident("Rosa Lima", email="rosa@example.org")


@pytest.fixture
def begun(make):
    """Note an erasure as far as it came; `marked` is for which account of that number."""

    def begun(resident, *steps, marked=None, closed=False, erased=False):
        mark = marked or erasing.mark_of(resident)
        if erased:
            erase(make, resident)
            erasures.path().unlink()
        elif closed:
            with make.writing() as session:
                session.get_one(Resident, resident.id).closed_at = now()
        for step in steps:
            erasures.write(resident.id, mark, step)
        return mark

    return begun


def is_erased(make, resident):
    with make.writing() as session:
        return session.get_one(Resident, resident.id).erased_at is not None


def leave_behind(resident, mark, **more):
    kept = {"since": now(), "files": (), "traces": Traces()} | more
    remains.keep(Remains(number=resident.id, mark=mark, **kept))


def erase(make, resident, **more):
    with make.writing():
        erasing.erase(resident.id, **more)


def refuse(*args):
    raise OSError("rosa@example.org is unknown")


def test_what_points_to_a_row_is_erased_before_it():
    order = [one.code for one in erasing.in_order() if not one.once_gone]
    assert sorted(one.code for one in erasing.in_order()) == sorted(HOLDINGS)
    place = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}
    last = [max(place[name] for name in HOLDINGS[code].tables) for code in order]
    assert last == sorted(last, reverse=True)


def test_a_later_account_of_the_same_number_has_another_mark(rosa):
    before = erasing.mark_of(rosa)
    assert erasing.mark_of(rosa) == before
    rosa.created_at += timedelta(seconds=1)
    assert erasing.mark_of(rosa) != before


@pytest.mark.parametrize(
    ("steps", "state", "is_back"),
    [
        ((), {"closed": True}, False),
        ((Step.BEGUN,), {}, False),
        ((Step.BEGUN,), {"closed": True}, True),
        ((Step.BEGUN, Step.DONE), {}, True),
        ((Step.DONE,), {}, True),
        ((Step.BEGUN, Step.DONE), {"marked": "of another"}, False),
        ((Step.BEGUN,), {"marked": "of another", "closed": True}, False),
    ],
)
def test_a_backup_brings_back_nobody_who_was_erased(make, begun, rosa, steps, state, is_back):
    noise = make.resident("Paul Noise", email="noise@example.org")
    begun(noise, Step.BEGUN)
    begun(rosa, *steps, **state)
    assert erasing.replay() == int(is_back)
    assert is_erased(make, rosa) is is_back
    assert not is_erased(make, noise)


def test_nobody_is_looked_for_when_the_journal_is_empty(rosa, statements):
    statements.clear()
    assert erasing.replay() == 0
    assert statements == []


def test_what_follows_an_erasure_is_done_again_and_counts_nobody(make, begun, rosa):
    mark = begun(rosa, Step.BEGUN, erased=True)
    leave_behind(rosa, mark)
    assert erasing.replay() == 0
    assert remains.standing() == []
    assert erasures.listed() == {(rosa.id, mark): {Step.BEGUN, Step.DONE}}


@pytest.mark.parametrize(
    ("state", "is_kept", "is_done"),
    [
        ({}, False, False),
        ({"closed": True}, True, False),
        ({"erased": True}, False, True),
        ({"marked": "of an earlier account"}, False, True),
        ({"marked": "of an earlier account", "closed": True}, False, True),
    ],
)
def test_each_night_what_is_left_is_dropped_unless_it_may_still_be_needed(
    begun, rosa, state, is_kept, is_done
):
    mark = begun(rosa, **state)
    leave_behind(rosa, mark)
    erasing.go_on()
    assert (remains.of(rosa.id, mark) is not None) is is_kept
    assert (Step.DONE in erasures.listed().get((rosa.id, mark), ())) is is_done


def test_what_is_left_of_an_account_that_no_backup_knows_is_dropped(rosa):
    remains.keep(Remains(number=rosa.id + 99, mark="x", since=now(), files=(), traces=Traces()))
    erasing.go_on()
    assert remains.standing() == []


def test_a_last_word_goes_to_whoever_is_to_have_one_in_their_language(make, rosa, outbox):
    with make.writing() as session:
        session.get_one(Resident, rosa.id).language = "en"
    erase(make, rosa, tells=True)
    (sent,) = outbox()
    assert "rosa@example.org" in sent
    assert "Your Palier account" in sent
    mark = erasing.mark_of(rosa)
    assert erasures.listed() == {(rosa.id, mark): {Step.BEGUN, Step.DONE}}
    assert remains.standing() == []


def test_an_erasure_says_nothing_unless_it_is_asked_to(make, rosa, outbox):
    erase(make, rosa)
    assert outbox() == []
    assert remains.standing() == []


def test_an_erasure_begun_again_still_owes_the_last_word_of_the_first_time(make, rosa, outbox):
    mark = erasing.mark_of(rosa)
    leave_behind(rosa, mark, mailbox="rosa@example.org")
    erase(make, rosa)
    assert len(outbox()) == 1


def test_an_erasure_begun_again_owes_no_word_when_the_first_owed_none(make, rosa, outbox):
    leave_behind(rosa, erasing.mark_of(rosa))
    erase(make, rosa)
    assert outbox() == []


def test_what_is_to_be_dropped_is_noted_before_anything_is_erased(make, rosa, monkeypatch):
    def crash(is_theirs):
        assert is_theirs("un mot pour Rosa Lima")
        assert not is_theirs("un mot pour Paul Noise")
        raise RuntimeError("the power failed")

    monkeypatch.setattr(failed_jobs, "forget_theirs", crash)
    moment, mark = now(), erasing.mark_of(rosa)
    with pytest.raises(RuntimeError):
        erase(make, rosa, tells=True)
    left = remains.of(rosa.id, mark)
    assert (left.mailbox, left.language) == ("rosa@example.org", "fr")
    assert moment <= left.since <= now()
    assert left.traces.is_in("un mot pour Rosa Lima")
    assert erasures.listed() == {(rosa.id, mark): {Step.BEGUN}}
    assert not is_erased(make, rosa)


@pytest.mark.parametrize(("days", "waits"), [(2, True), (4, False)])
def test_a_mailbox_that_takes_nothing_has_three_days_and_is_named_in_no_log(
    make, rosa, monkeypatch, move_clock, caplog, days, waits
):
    monkeypatch.setattr(mail, "_send", refuse)
    with caplog.at_level(logging.WARNING, logger=erasing.__name__):
        erase(make, rosa, tells=True)
        move_clock(days=days)
        erasing.go_on()
    assert bool(remains.standing()) is waits
    mark = erasing.mark_of(rosa)
    assert (Step.DONE in erasures.listed()[rosa.id, mark]) is not waits
    assert {one.getMessage() for one in caplog.records if one.name == erasing.__name__} == {
        "a last word could not be sent: OSError"
    }


def test_files_and_letters_of_whoever_is_gone_go_with_them(begun, rosa, monkeypatch):
    dropped, recalled = [], []
    monkeypatch.setattr(erasing, "delete_for_sure", dropped.append)
    monkeypatch.setattr(erasing.recalling, "forget", recalled.append)
    mark = begun(rosa, erased=True)
    traces = Traces(names=frozenset({"Rosa Lima"}))
    leave_behind(rosa, mark, files=("a.pdf", "b.png"), traces=traces)
    dropped.clear()
    recalled.clear()
    erasing.go_on()
    assert dropped == ["a.pdf", "b.png"]
    (is_theirs,) = recalled
    assert is_theirs("un mot pour Rosa Lima")
    assert not is_theirs("un mot pour Paul Noise")


def test_who_is_erased_already_is_noted_no_second_time(make, rosa, outbox):
    erase(make, rosa)
    erase(make, rosa, tells=True)
    assert outbox() == []
    db.session.rollback()
    assert remains.standing() == []
