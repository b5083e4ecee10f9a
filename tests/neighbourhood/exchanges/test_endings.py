"""A notice ends as its author says; at once it spreads nowhere, and its address says so."""

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.kinds.endings import CHOICES
from neighbourhood.exchanges.models.notices import STANDS_AS, HowEnded, NoticeStatus
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.exchanges.policies import NobodyToThank
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.queries import counts_by_cell, open_in_quartier, timeline
from tests.support.news import news, plain, told

ENDS = [
    (HowEnded.DONE, NoticeStatus.DONE, "C’est fait"),
    (HowEnded.PARTLY, NoticeStatus.DONE, "C’est fait en partie"),
    (HowEnded.NOBODY_CAME, NoticeStatus.NOT_DONE, "Cela ne s’est pas fait"),
    (HowEnded.NOT_NEEDED, NoticeStatus.WITHDRAWN, "Ce n’est plus utile"),
    (HowEnded.WITHDRAWN, NoticeStatus.WITHDRAWN, "Retirée"),
]


@pytest.fixture
def agreed(town):
    """A request for two, at which Marcel helps and Inès offered to."""
    notice = town.notice(places=2)
    town.accept(town.reply(notice, town.marcel))
    town.reply(notice, town.ines)
    return notice


def where_it_stands(page) -> str:
    return page.split('<span class="state">')[1].split("<")[0].strip()


@pytest.mark.parametrize(("how", "status", "said"), ENDS)
def test_every_end_is_kept_and_read_in_words_by_who_answered(
    town, karima, marcel, agreed, how, status, said
):
    data = {"how": how, "ready": "0", "own": "À bientôt."}
    assert karima.post(f"{agreed.path}/terminer", data=data).location == agreed.path
    fresh = town.fresh(agreed)
    assert (fresh.status, fresh.how_ended) == (status, how)
    assert plain(fresh.outcome) == "Nous n’avons pas trouvé de moment.\n\nÀ bientôt."
    page = marcel.get(agreed.path).text
    assert where_it_stands(page) == said
    assert "À bientôt." in page


def test_nobody_has_to_say_why(town, karima, agreed):
    path = f"{agreed.path}/terminer"
    assert karima.post(path, data={"own": "Sans dire comment."}).status_code == 422
    assert karima.post(path, data={"how": "partly"}).status_code == 303
    assert town.fresh(agreed).outcome == ""


def test_that_nobody_came_is_read_by_the_author_alone(town, karima, marcel, agreed):
    karima.post(f"{agreed.path}/terminer", data={"how": "nobody came"})
    assert "Personne n’est venu" in karima.get(agreed.path).text
    for page in (agreed.path, "/entraide/mes-annonces", "/notifications", "/messages"):
        assert "Personne n’est venu" not in marcel.get(page).text
    assert told(town, town.marcel, "exchanges.not done") == 1


@pytest.mark.parametrize(
    ("how", "kind"),
    [("partly", "exchanges.partly done"), ("not needed", "exchanges.not needed")],
)
def test_who_was_counted_on_is_told_how_it_ended(town, karima, marcel, agreed, how, kind):
    karima.post(f"{agreed.path}/terminer", data={"how": how})
    (one,) = news(town, town.marcel, kind)
    assert one.details["name"] == "Karima Benali"
    words = "C’est fait en partie" if how == "partly" else "ce n’est plus utile"
    assert words in marcel.get(one.also).text


def test_nothing_was_done_in_part_without_anybody(town, act, karima):
    notice = town.notice()
    page = karima.get(f"{notice.path}/terminer").text
    assert "C’est fait" not in page
    assert karima.post(f"{notice.path}/terminer", data={"how": "partly"}).status_code == 422
    with pytest.raises(NobodyToThank):
        act(notices.finish, town.karima, notice, how=HowEnded.PARTLY)
    assert town.fresh(notice).status is NoticeStatus.OPEN


def test_one_tap_says_that_a_request_is_not_needed_any_more(town, karima):
    asked, offered = town.notice(), town.notice(direction=Direction.OFFER)
    karima.post(f"{asked.path}/retirer")
    karima.post(f"{offered.path}/retirer")
    assert town.fresh(asked).how_ended is HowEnded.NOT_NEEDED
    assert town.fresh(offered).how_ended is HowEnded.WITHDRAWN


def test_the_page_of_what_has_ended_ends_nothing_twice(town, karima, agreed):
    karima.post(f"{agreed.path}/fait")
    assert karima.get(f"{agreed.path}/terminer").location == agreed.path
    sent = karima.post(f"{agreed.path}/terminer", data={"how": "withdrawn"})
    assert sent.location == agreed.path
    assert town.fresh(agreed).how_ended is HowEnded.DONE


def test_every_end_has_words_whichever_way_the_notice_goes():
    assert set(STANDS_AS) == set(HowEnded)
    assert all(set(words) == set(HowEnded) for words in CHOICES.values())
    assert set(CHOICES) == set(Direction)


def test_what_stands_has_not_ended_somehow(town):
    notice = town.notice()
    with pytest.raises(IntegrityError):
        town.change(notice, how_ended=HowEnded.DONE)


def spreads(town, viewer) -> dict[str, object]:
    """Everywhere a notice is met by who does not look for it: list, search, map, counts."""
    with town.make.writing():
        lists = [timeline(viewer, one).rows for one in (Filters(), Filters(words="étagère"))]
        return {
            "lists": [line.title for rows in lists for line in rows],
            "map": counts_by_cell(viewer),
            "counts": open_in_quartier(town.tanneurs.id),
            "passers-by": queries.open_count(town.tanneurs.id),
        }


@pytest.mark.parametrize("how", HowEnded)
def test_a_notice_that_has_ended_spreads_nowhere_at_once(town, karima, act, how):
    nowhere = spreads(town, town.paul)
    notice = town.notice(title="Monter une étagère", places=2, reach="town")
    town.accept(town.reply(notice, town.marcel))
    before = spreads(town, town.paul)
    assert [*before["lists"]] == ["Monter une étagère"] * 2
    assert before["passers-by"] == 1
    act(notices.finish, town.karima, notice, how=how)
    assert spreads(town, town.paul) == nowhere


@pytest.mark.parametrize("how", [HowEnded.NOT_NEEDED, HowEnded.WITHDRAWN])
def test_the_address_of_what_is_shown_no_more_still_answers_in_words(town, signed_in, act, how):
    notice = town.notice(title="Monter une étagère")
    act(notices.finish, town.karima, notice, how=how)
    answer = signed_in(town.ines).get(notice.path)
    assert answer.status_code == 410
    assert "Cette annonce est terminée" in answer.text
    assert "Monter une étagère" not in answer.text
    for other in (town.rosa, town.newcomer):  # whom it never reached
        assert signed_in(other).get(notice.path).status_code == 404


def test_no_mail_leads_to_a_notice_once_it_has_ended(town, act, app, outbox):
    notice = town.notice()
    act(notices.withdraw, town.karima, notice)
    with town.make.writing():
        notices.warn(notice.id)
    assert outbox() == []
