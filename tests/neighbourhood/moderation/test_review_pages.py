"""What neighbours of trust read on their pages, and what others read of them: no name."""

import re

import pytest

from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.models.reviewers import ReviewerStatus
from tests.support.carried import press
from tests.support.news import plain


@pytest.fixture
def paul(town):
    return town.readers[2]


@pytest.fixture
def shared(town, desk, paul):
    report = town.report(town.readers[0])
    desk.trust(paul)
    desk.share(report)
    return report


def test_a_neighbour_reads_the_text_and_the_rule_without_a_name(town, desk, paul, signed_in):
    town.change(town.karima, about="Je vends des codes.")
    report = town.report(town.readers[0], about=("resident", town.karima.id))
    desk.trust(paul)
    desk.share(report)
    reader, way = signed_in(paul), f"/moi/relecture/{report.case_id}"
    assert "/moi/relecture" in reader.get("/moi/moderation").text
    for page in (reader.get("/moi/relecture").text, reader.get(way).text):
        for name in ("Karima", "Marcel", "Odile"):
            assert name not in page
    page = plain(reader.get(way).text)
    assert "Je vends des codes." in page
    assert plain("Nous ne demandons jamais un code") in page
    assert reader.post(way, data={"broken": "yes", "words": ""}).status_code == 422
    assert reader.post(way, data={"broken": "yes", "words": "Il vend."}).status_code == 303
    assert "Il vend." in reader.get(way).text
    for other in (town.readers[3], town.karima, town.readers[0], town.odile):
        assert signed_in(other).get(way).status_code == 404


def test_who_moderates_reads_opinions_after_the_text_and_parties_a_number(
    town, desk, shared, paul, signed_in
):
    desk.think(shared, paul, words="Il demande un code.")
    moderator = signed_in(town.odile)
    case = f"/moderation/dossiers/{shared.case_id}"
    assert "Il demande un code." not in moderator.get(case).text
    page = moderator.get(f"{case}/decider").text
    assert page.index(town.notice.title) < page.index("Il demande un code.")
    assert "Paul" not in page
    made = desk.decide(shared, Outcome.WARNING)
    page = plain(signed_in(town.karima).get(made.path).text)
    assert plain("Relu par 1 voisin de confiance") in page
    assert "Paul" not in page
    assert "Il demande un code." not in page
    own = signed_in(paul).get(f"/moi/relecture/{shared.case_id}").text
    assert "Il ne peut plus changer" in own


def test_an_opinion_that_comes_while_one_decides_is_read_first(town, desk, shared, paul, signed_in):
    moderator = signed_in(town.odile)
    way = f"/moderation/dossiers/{shared.case_id}/decider"
    read = moderator.get(way).text.split('name="read" value="')[1].split('"')[0]
    desk.think(shared, paul)
    said = {"outcome": "hidden", "days": "30", "rule": "scam", "facts": "a", "because": "b"}
    assert moderator.post(way, data={**said, "read": read}).status_code == 409


def test_a_town_asks_shows_and_thanks_on_its_pages(town, paul, signed_in):
    report = town.report(town.readers[0])
    moderator, reader = signed_in(town.odile), signed_in(paul)
    here = f"/moderation/{town.valbourg.id}/relecture"
    assert here in moderator.get(f"/moderation/{town.valbourg.id}/").text
    refused = moderator.post(here, data={"email": "nobody@example.org"})
    assert refused.status_code == 422
    assert re.search(
        r'id="email-error">.*?<span>Aucun compte ne convient à cette adresse', plain(refused.text)
    )
    assert 'role="alert" tabindex="-1" data-behaviour="focus"' in refused.text
    assert 'value="nobody@example.org"' in refused.text
    assert moderator.post(here, data={"email": paul.email}).status_code == 303
    assert plain("n’a pas encore répondu") in plain(moderator.get(here).text)
    assert "Voulez-vous aider" in reader.get("/moi/relecture").text
    assert reader.post("/moi/relecture", data={}).status_code == 422
    assert reader.post("/moi/relecture", data={"helps": "yes"}).status_code == 303
    share = f"/moderation/dossiers/{report.case_id}/relecture"
    assert share in moderator.get(f"/moderation/dossiers/{report.case_id}").text
    assert press(moderator, share, data={}).status_code == 422
    assert press(moderator, share, data={"harmless": "y"}).status_code == 303
    assert town.notice.title in reader.get("/moi/relecture").text
    thank = f"{here}/1/remercier"
    assert "Remercier Paul" in moderator.get(thank).text
    assert moderator.post(thank).status_code == 303
    assert moderator.get(thank).status_code == 404
    assert "On ne vous demande rien" in reader.get("/moi/relecture").text


def test_a_neighbour_stops_when_they_like(town, desk, paul, signed_in):
    reader = signed_in(paul)
    assert reader.get("/moi/relecture/arreter").status_code == 404
    serving = desk.trust(paul)
    assert "Ne plus aider" in reader.get("/moi/relecture/arreter").text
    assert reader.post("/moi/relecture/arreter").status_code == 303
    assert town.fresh(serving).status is ReviewerStatus.STOPPED


def test_whoever_was_asked_by_mistake_is_asked_no_more_and_not_thanked(town, paul, signed_in):
    desk, there = signed_in(town.odile), f"/moderation/{town.valbourg.id}/relecture"
    desk.post(there, data={"email": paul.email})
    assert "vous pouvez reprendre la demande" in plain(desk.get(there).text)
    way = f"{there}/1/remercier"
    assert "Reprendre la demande faite à" in plain(desk.get(way).text)
    after = plain(desk.post(way, follow_redirects=True).text)
    assert "La demande est reprise." in after
    news = plain(signed_in(paul).get("/notifications").text)
    assert "La commune reprend sa demande" in news
    assert "Merci d’avoir aidé" not in news
    assert "On ne vous demande rien" in plain(signed_in(paul).get("/moi/relecture").text)


def test_two_introductions_to_review_do_not_read_the_same(town, desk, paul, signed_in):
    desk.trust(paul)
    for who, words in ((town.karima, "Je vends des codes."), (town.readers[3], "Je prédis tout.")):
        town.change(who, about=words)
        desk.share(town.report(town.readers[0], about=("resident", who.id)))
    page = plain(signed_in(paul).get("/moi/relecture").text)
    assert "Je vends des codes." in page
    assert "Je prédis tout." in page
    assert "Karima" not in page
