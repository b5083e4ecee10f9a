"""A round of thousands: in pieces, stopped anywhere, with one piece of news for each who wrote."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs import jobs, publishing, releasing
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.rhythms import NeedRound
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Municipality, Quartier
from tests.support.needs_files import some_lines

NEEDS = 7


class Stopped(BaseException):
    """The machine is switched off."""


@pytest.fixture
def approved(make, office):
    """Approve needs some days ago."""

    def approve(number=NEEDS):
        ids = [office.approved(title=f"Besoin numéro {n}.").id for n in range(number)]
        with make.writing() as session:
            for need in session.scalars(select(Need).where(Need.id.in_(ids))):
                need.approved_at = now() - timedelta(days=10)
        return ids

    return approve


@pytest.fixture
def stopped(app, monkeypatch):
    """Hold a round that is cut short after so many pieces of three."""

    def hold(pieces):
        monkeypatch.setattr(releasing, "AT_ONCE", 3)
        real, left = publishing.publish, [pieces]

        def publish(*given):
            if left[0] == 0:
                left[0] = -1
                raise Stopped
            left[0] -= 1
            return real(*given)

        monkeypatch.setattr(publishing, "publish", publish)
        with app.app_context(), pytest.raises(Stopped):
            jobs.hold_rounds()

    return hold


def statuses(app):
    with app.app_context():
        return [need.status.value for need in db.session.scalars(select(Need).order_by(Need.id))]


def news(app, resident):
    with app.app_context():
        mine = db.session.query(Notification).filter_by(resident_id=resident.id)
        return [(one.kind, one.path, one.details) for one in mine.order_by(Notification.id)]


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_a_round_is_published_once_wherever_it_stops(app, office, approved, stopped, pieces):
    approved()
    stopped(pieces)
    assert statuses(app).count("open") == pieces * 3
    assert news(app, office.author) == [], "not before all of it is out"
    with app.app_context():
        jobs.go_on()
        jobs.hold_rounds()
        needs = db.session.scalars(select(Need)).all()
        assert {need.status for need in needs} == {NeedStatus.OPEN}
        assert len({need.published_at for need in needs}) == 1
        assert db.session.query(Fund).count() == NEEDS
        (held,) = db.session.query(NeedRound)
        assert (held.published, held.ahead) == (NEEDS, [])
    assert len(news(app, office.author)) == 1


def test_what_is_left_goes_out_as_it_was_decided(app, office, make, approved, stopped):
    make.quartier("La Gare", office.partner.municipality)
    with make.writing() as session:
        session.query(Quartier).update({"households": 400})
    ids = approved()
    stopped(1)
    with make.writing() as session:
        session.query(Quartier).update({"households": 100_000})
    with app.app_context():
        jobs.go_on()
        shown = [db.session.get_one(Need, need_id).shown_as for need_id in ids]
    assert len(set(shown)) == 1, "one of them alone would be of the quartier that is named"


def test_what_is_taken_back_on_the_way_is_never_shown(app, office, approved, stopped):
    approved()
    stopped(1)
    with app.app_context():
        last = db.session.scalars(select(Need.id).where(Need.status == NeedStatus.APPROVED)).first()
        need = db.session.get_one(Need, last)
    office.withdraw(need)
    with app.app_context():
        jobs.go_on()
        (held,) = db.session.query(NeedRound)
        assert held.published == NEEDS - 1
    assert office.now(need).published_at is None


def test_no_other_round_begins_before_one_is_over(app, office, approved, stopped, move_clock):
    approved()
    stopped(1)
    move_clock(days=7)
    approved(5)
    with app.app_context(), transaction():
        assert releasing.hold_round(office.partner.municipality_id) == 0
    with app.app_context():
        jobs.hold_rounds()
        assert [held.published for held in db.session.query(NeedRound)] == [NEEDS, 5]


def test_one_piece_of_news_tells_how_many_and_one_alone_its_title(app, office, approved):
    desk = f"/partenaires/{office.partner.id}/besoins"
    approved()
    with app.app_context():
        jobs.hold_rounds()
    assert news(app, office.author) == [("needs-published", desk, {"number": str(NEEDS)})]
    need = office.open(title="Un lit")
    assert news(app, office.author)[1] == (
        "need-approved",
        f"{desk}/{need.id}",
        {"title": "Un lit"},
    )


def test_needs_of_a_file_are_in_solidarity_and_not_on_the_first_page(
    app, files, signed_in, neighbour
):
    files.publish(some_lines(3))
    alone = files.office.open(title="Un lit pour une chambre")
    browser = signed_in(neighbour)
    with app.app_context():
        assert [card.about_id for card in db.session.query(Card)] == [alone.id]
        from_the_file = [need.id for need in files.needs() if need.id != alone.id]
    page = browser.get("/solidarite").text
    assert all(f"/solidarite/{need_id}" in page for need_id in [*from_the_file, alone.id])
    assert browser.get(f"/solidarite/{from_the_file[0]}").status_code == 200


def test_a_piece_takes_as_many_statements_however_many_needs_it_has(app, files, statements):
    counts = []
    for number in (5, 40):
        files.take(some_lines(number), closes=False)
        with app.app_context(), transaction():
            waiting = db.session.query(Need).filter_by(status=NeedStatus.SUBMITTED).all()
            for need in waiting:
                need.status, need.approved_by_id = NeedStatus.APPROVED, files.office.reader.id
                need.approved_at = now() - timedelta(days=20)
        with app.app_context(), transaction():
            town = db.session.get_one(Municipality, files.office.partner.municipality_id)
            begun = releasing.begin(town, now(), now())
            statements.clear()
            releasing.publish_some(begun.id)
            # SQLite gives the ids of funds in order when it writes them one after the other.
            counts.append(sum(not each.startswith("INSERT INTO fund") for each in statements))
    assert counts[0] == counts[1], statements
