import pytest

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.queries import timeline
from neighbourhood.foundation.errors import Missing
from neighbourhood.places.models import Address, Reach
from neighbourhood.residents.actions.accounts import settle_in

SEEN_BY = {
    Reach.BUILDING: {"karima", "ines"},
    Reach.QUARTIER: {"karima", "ines", "marcel"},
    Reach.NEIGHBOURING: {"karima", "ines", "marcel", "paul"},
    Reach.TOWN: {"karima", "ines", "marcel", "paul", "rosa"},
}
EVERYONE = ("karima", "ines", "marcel", "paul", "rosa", "stranger", "newcomer")


def sees(viewer, notice) -> bool:
    try:
        return queries.get_visible(viewer, notice.id).id == notice.id
    except Missing:
        return False


@pytest.fixture
def housemates(town, make):
    """Karima and Inès, behind one door."""
    move(make, town.ines, to=town.karima.address_id)


def move(make, who, *, to: int) -> None:
    with make.writing() as session:
        session.merge(who).address_id = to


@pytest.mark.parametrize("reach", Reach)
@pytest.mark.usefixtures("housemates")
def test_a_notice_is_seen_as_far_as_it_reaches_and_never_unverified(town, in_app, reach):
    notice = town.notice(reach=reach)
    town.notice(town.rosa)
    assert {name for name in EVERYONE if sees(getattr(town, name), notice)} == SEEN_BY[reach]


@pytest.mark.usefixtures("housemates")
def test_the_timeline_of_a_building_is_read_behind_its_door_alone(town, in_app):
    notice = town.notice(reach=Reach.BUILDING)
    town.notice(town.rosa, reach=Reach.BUILDING)
    shown = {
        name
        for name in EVERYONE
        if [line.about_id for line in timeline(getattr(town, name), Filters()).rows] == [notice.id]
    }
    assert shown == {"karima", "ines"}


@pytest.mark.usefixtures("housemates")
def test_who_proves_another_home_leaves_behind_what_they_said_to_the_last_building(
    town, in_app, make, move_clock
):
    notice = town.notice(reach=Reach.BUILDING)
    move(make, town.marcel, to=town.paul.address_id)
    move_clock(days=1)
    with make.writing() as session:
        door = session.get_one(Address, town.paul.address_id)
        settle_in(session.merge(town.karima), door)
    assert not sees(town.fresh(town.marcel), notice)
    assert not sees(town.fresh(town.ines), notice)


@pytest.mark.parametrize("status", [NoticeStatus.EXPIRED, NoticeStatus.WITHDRAWN])
def test_what_is_over_stays_with_its_author_and_helpers(town, in_app, status):
    notice = town.notice(reach=Reach.TOWN)
    town.reply(notice, town.paul)
    town.change(notice, status=status)
    assert {name for name in EVERYONE if sees(getattr(town, name), notice)} == {"karima", "paul"}


@pytest.mark.parametrize("status", [NoticeStatus.AGREED, NoticeStatus.DONE, NoticeStatus.NOT_DONE])
def test_what_was_agreed_or_done_can_still_be_read(town, in_app, status):
    notice = town.notice()
    town.change(notice, status=status)
    assert sees(town.marcel, notice)
    assert not sees(town.paul, notice)


def test_a_helper_who_moves_away_still_sees_what_they_replied_to(town, in_app, make):
    notice = town.notice()
    town.reply(notice, town.marcel)
    with make.writing() as session:
        session.merge(town.marcel).quartier_id = town.hill.id
    assert sees(town.fresh(town.marcel), notice)
    assert not sees(town.rosa, notice)


def test_a_reply_is_for_its_helper_and_the_author(town, in_app):
    reply = town.reply(town.notice(), town.marcel)
    for reader in (town.karima, town.marcel):
        assert queries.get_reply(reader, reply.id).id == reply.id
    with pytest.raises(Missing):
        queries.get_reply(town.ines, reply.id)
    with pytest.raises(Missing):
        queries.get_reply(town.karima, reply.id + 1)


def test_my_notices_come_by_pages_newest_first_without_those_of_others(town, in_app, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    mine = [town.notice().id for _ in range(3)]
    town.notice(town.marcel)
    first = queries.mine(town.karima)
    second = queries.mine(town.karima, first.next)
    assert [notice.id for notice in first.rows] == mine[:0:-1]
    assert [notice.id for notice in second.rows] == mine[:1]
    assert second.next is None


def test_only_live_replies_are_counted(town, in_app):
    notice, other = town.notice(places=3), town.notice(town.marcel)
    gone = town.reply(notice, town.ines)
    town.reply(notice, town.marcel)
    town.reply(other, town.ines)
    with town.make.writing() as session:
        session.merge(gone).become(ReplyStatus.WITHDRAWN)
    assert queries.waiting_replies([notice]) == {notice.id: 1}


def test_a_passer_by_learns_how_many_notices_are_open_and_no_more(town, in_app):
    town.notice()
    town.notice(town.marcel)
    town.notice(town.paul)
    town.change(town.notice(), status=NoticeStatus.DONE)
    assert queries.open_count(town.tanneurs.id) == 2
