"""The demonstration town: its needs, and a ledger that agrees with their figures."""

import random

import pytest

import neighbourhood.funding.demo
import neighbourhood.needs.demo
import neighbourhood.partners.demo
import neighbourhood.places.demo
import neighbourhood.residents.demo
import verification.demo.town
from app import PARTS
from neighbourhood.feed.models import Card
from neighbourhood.foundation.demo import builders
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.queries import pledges
from neighbourhood.needs.demo_donors import split
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.queries import said_of
from neighbourhood.needs.versions import NeedCheck, NeedRevision, RevisionOf, RevisionStatus
from neighbourhood.notifications.models import Notification


@pytest.fixture
def town(in_app):
    for slice_ in ("places", "residents", "partners", "funding", "needs"):
        with transaction():
            getattr(neighbourhood, slice_).demo.build()


@pytest.mark.usefixtures("town")
def test_every_figure_of_the_demonstration_is_in_the_ledger():
    needs = db.session.query(Need).all()
    from_the_file = [need for need in needs if need.file_id is not None]
    assert (len(needs) - len(from_the_file), len(from_the_file)) == (14, 32)
    shown = {card.about_id for card in db.session.query(Card).filter_by(about="need")}
    assert shown.isdisjoint({need.id for need in from_the_file}), "these are no news of a street"
    assert {need.status for need in needs} == set(NeedStatus) - {NeedStatus.RETURNED}
    for need in needs:
        assert (need.fund is None) == (need.published_at is None)
        if need.fund is not None:
            assert pledges.raised_cents(need.fund) == need.raised_cents
            assert pledges.donors_count(need.fund) == need.donors_count
    news = {told.kind for told in db.session.query(Notification)}
    begun = {"mandates.begun", "mandates.held", "partners.accompanied"}
    waiting = {"need-file-to-read", "pay-out-to-approve", "pay-out-sent"}
    assert news <= begun | waiting, "what is long past is no news"


@pytest.mark.usefixtures("town")
def test_the_town_shows_who_read_and_what_was_corrected():
    needs = {need.id: need for need in db.session.query(Need)}
    checks = db.session.query(NeedCheck).all()
    approved = {check.need_id: check.reader_id for check in checks if check.deed == "approved"}
    alone = [need for need in needs.values() if need.file_id is None]
    published = {need.id: need.approved_by_id for need in alone if need.approved_by_id}
    assert approved == published
    assert all(need.approved_at for need in needs.values() if need.approved_by_id)
    revisions = db.session.query(NeedRevision).all()
    states = {(revision.about, revision.status) for revision in revisions}
    assert states == {
        (RevisionOf.NEED, RevisionStatus.PUBLISHED),
        (RevisionOf.PROOF, RevisionStatus.PUBLISHED),
        (RevisionOf.NEED, RevisionStatus.SUBMITTED),
        (RevisionOf.THANKS, RevisionStatus.PUBLISHED),
    }
    for revision in revisions:
        assert revision.before != revision.after
        stands = revision.after if revision.is_published else revision.before
        assert said_of(needs[revision.need_id], revision.about) == stands


def test_gifts_are_drawn_among_all_who_prove_their_address():
    # Otherwise others give than in the previous release, and pages of the town change.
    order = builders(PARTS)
    proofs, gifts = verification.demo.town.build, neighbourhood.needs.demo.build
    assert order.index(proofs) < order.index(gifts)


def test_amounts_are_split_to_the_cent():
    dice = random.Random(1)
    for total, ways in ((4500, 6), (10250, 11), (700, 7), (999, 1)):
        parts = split(total, ways, dice)
        assert (len(parts), sum(parts)) == (ways, total)
        assert min(parts) >= 100
