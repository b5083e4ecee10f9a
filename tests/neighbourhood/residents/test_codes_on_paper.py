"""Codes on paper as they are kept: slowly, with a salt, since they are short enough to copy."""

import re

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing import slow_marks
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.residents import codes, jobs
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import RecoveryCode
from neighbourhood.residents.queries import accounts


@pytest.fixture
def kept_codes(app):
    """What the database keeps of codes on paper."""

    def kept_codes():
        with app.app_context():
            return sorted(db.session.scalars(select(RecoveryCode.fingerprint)))

    return kept_codes


def test_what_is_kept_of_a_code_is_slow_and_salted(karima, make, kept_codes):
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    first = kept_codes()
    with make.writing() as session:
        second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    kept = kept_codes()
    # Argon2id at the cost of a password here, a salt of 128 bits, and all of it in its column.
    assert all(re.fullmatch(r"a1\.[\w-]{22}\.[\w-]{24}", each) for each in kept)
    assert len(first) == len(kept) == 10
    assert max(map(len, kept)) <= 64
    assert {each.split(".")[1] for each in first}.isdisjoint(each.split(".")[1] for each in kept)
    assert not {fingerprint(codes.bare(paper)) for paper in papers} & set(first)


def test_codes_of_an_earlier_release_open_and_are_kept_slowly_by_the_next_morning(
    app, karima, enter, application_of, make, kept_codes
):
    application_of(karima)
    papers = codes.recovery_codes()
    with make.writing() as session:
        session.add_all(
            RecoveryCode(resident_id=karima.id, fingerprint=fingerprint(codes.bare(paper)))
            for paper in papers
        )
    assert enter(karima).post("/connexion/code", data={"code": papers[0]}).status_code == 303
    with app.app_context():
        jobs.slow_down_codes()
    once = kept_codes()
    assert len(once) == 10
    assert all(each.startswith("a1.") for each in once)
    with app.app_context():
        jobs.slow_down_codes()
    assert kept_codes() == once
    assert enter(karima).post("/connexion/code", data={"code": papers[0]}).status_code == 422
    assert enter(karima).post("/connexion/code", data={"code": papers[9]}).status_code == 303


def test_a_code_costs_one_slow_digest_however_many_are_left(karima, make, app, monkeypatch):
    with make.writing() as session:
        papers = second_factors.renew_recovery_codes(Actor.of(session.get_one(Resident, karima.id)))
    worked = []
    honest = slow_marks._digest
    monkeypatch.setattr(
        slow_marks, "_digest", lambda *given: worked.append(given[1]) or honest(*given)
    )
    with app.app_context(), transaction():
        assert second_factors.use_code(accounts.locked(karima.id), papers[5])
    assert worked == [1]
