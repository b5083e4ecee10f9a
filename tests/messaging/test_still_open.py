"""What stays open between two who are kept apart: saying what one read, and blocking too."""

import pytest

from messaging.actions import talking
from messaging.models import Message
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart
from tests.support.news import plain


@pytest.fixture
def two_lines(make, karima, marcel, conversation):
    """Marcel, Karima, and what she wrote to him."""
    with make.writing() as session:
        author = Actor.of(session.get_one(Resident, karima.id))
        talking.send_message(author, conversation.id, text="Une insulte")
    with make.writing() as session:
        line = session.query(Message).filter_by(text="Une insulte").one()
    return marcel, karima, line


def test_a_line_read_before_the_block_can_still_be_reported(make, signed_in, two_lines):
    marcel, karima, line = two_lines
    make.act(blocks.block, marcel, other_id=karima.id)
    assert signed_in(marcel).get(f"/signaler/message/{line.id}").status_code == 200
    assert signed_in(karima).get(f"/messages/{line.conversation_id}").status_code == 404


def test_nobody_reports_a_line_of_before_they_came(make, stranger, two_lines, signed_in):
    assert signed_in(stranger).get(f"/signaler/message/{two_lines[2].id}").status_code == 404


def test_whoever_was_blocked_may_block_too_and_stays_protected(make, signed_in, two_lines):
    marcel, karima, _line = two_lines
    make.act(blocks.block, marcel, other_id=karima.id)
    browser = signed_in(karima)
    page = browser.get(f"/voisins/{marcel.id}/bloquer")
    assert page.status_code == 200
    with make.writing() as session:
        blocks.block(Actor.of(session.get_one(Resident, karima.id)), marcel.id)
        first = session.query(Block).filter_by(blocker_id=marcel.id).one()
        blocks.unblock(Actor.of(session.get_one(Resident, marcel.id)), first.id)
    with make.writing():
        assert are_apart(marcel.id, karima.id)


def test_who_never_met_somebody_is_not_told_by_that_page_that_they_are_kept_away(
    make, quartier, stranger, karima, signed_in
):
    make.act(blocks.block, stranger, other_id=karima.id)
    assert signed_in(karima).get(f"/voisins/{stranger.id}/bloquer").status_code == 404


def test_the_page_of_blocking_says_to_report_first(signed_in, two_lines):
    marcel, karima, _line = two_lines
    page = plain(signed_in(marcel).get(f"/voisins/{karima.id}/bloquer").text)
    assert "Un message à signaler ? Faites-le d’abord" in page
