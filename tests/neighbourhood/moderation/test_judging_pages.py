"""What those who judge, write and report find on their pages while others act."""

import html
import re

import pytest

from neighbourhood.moderation.actions import queueing, reporting
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import Outcome
from tests.support.news import plain

WORDS = {"facts": "Il demande de l’argent d’avance.", "because": "La charte l’interdit."}
SAID = {"outcome": "warning", "days": "", "rule": "scam", **WORDS}
CARRIED = re.compile(r'name="(read|as_now|drawn)"[^>]*value="([^"]*)"')


def carried(page) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in CARRIED.findall(page.text)}


def test_of_two_judges_the_second_reads_that_it_is_done_and_keeps_the_words(
    town, desk, report, signed_in
):
    appeal = desk.contest(desk.decide(report, Outcome.WARNING), town.karima)
    way, late = f"/moderation/recours/{appeal.id}", signed_in(desk.moderator("Zoé Tierce"))
    read = carried(late.get(way))
    desk.answer(appeal, AppealStatus.UPHELD)
    said = {"status": "overturned", "answer": "Elle a raison, je crois.", **read}
    page = late.post(way, data=said)
    assert page.status_code == 409
    assert "Quelqu’un a déjà répondu à cette contestation." in plain(page.text)
    assert "Elle a raison, je crois." in page.text
    assert town.fresh(appeal).status is AppealStatus.UPHELD


def test_whoever_decides_what_another_took_up_reads_their_own_words_again(
    town, desk, report, signed_in
):
    way, late = f"/moderation/dossiers/{report.case_id}/decider", signed_in(town.odile)
    read = carried(late.get(way))
    town.make.act(queueing.take_up, desk.victor, town.case(report))
    page = late.post(way, data=SAID | read)
    assert page.status_code == 409
    assert "Une autre personne s’occupe déjà" in plain(page.text)
    for words in WORDS.values():
        assert words in page.text


def test_a_text_changed_since_is_shown_as_it_stands_and_once_more_when_it_changes_again(
    town, report, signed_in
):
    way, moderator = f"/moderation/dossiers/{report.case_id}/decider", signed_in(town.odile)
    assert "Tel qu’il est maintenant" not in moderator.get(way).text
    town.change(town.notice, body="Un tout autre texte.")
    page = moderator.get(way)
    assert "Tel qu’il est maintenant" in page.text
    assert "Un tout autre texte." in page.text
    town.change(town.notice, body="Encore un autre.")
    late = moderator.post(way, data=SAID | carried(page))
    assert late.status_code == 409
    assert "Encore un autre." in late.text
    assert WORDS["facts"] in late.text
    assert town.case(report).is_open
    assert moderator.post(way, data=SAID | carried(moderator.get(way))).status_code == 303


def test_a_form_that_was_open_when_three_others_reported_is_thanked(town, signed_in):
    way, last = f"/signaler/notice/{town.notice.id}", signed_in(town.readers[3])
    shown = carried(last.get(way))
    for reader in town.readers[:3]:
        town.report(reader)
    page = last.post(way, data={"rule": "scam", "words": "Il ment.", **shown})
    assert page.status_code == 409
    assert "Merci, quelqu’un regarde déjà ce texte" in plain(page.text)
    assert last.post(way, data={"rule": "scam"}).status_code == 404, "who was shown nothing"


def test_the_second_to_contest_reads_where_the_answer_will_be(town, desk, signed_in):
    reports = [town.report(reader) for reader in town.readers[:2]]
    made = desk.decide(reports[0], Outcome.NOTHING)
    desk.contest(made, town.readers[0])
    page = signed_in(town.readers[1]).get(f"{made.path}/contester")
    assert page.status_code == 409
    assert "la réponse sera sur sa page" in plain(page.text)


def test_a_proposal_is_marked_and_nobody_takes_its_case_up(town, desk, report, signed_in):
    made = desk.decide(report, Outcome.EXCLUDED)
    moderator = signed_in(town.odile)
    queue = plain(moderator.get(f"/moderation/{town.valbourg.id}/").text)
    assert "mesure proposée, un deuxième avis est attendu" in queue
    assert "Je m’en occupe" not in moderator.get(f"/moderation/dossiers/{report.case_id}").text
    desk.disagree(made)
    case = plain(moderator.get(f"/moderation/dossiers/{report.case_id}").text)
    assert "sans deuxième accord" in case
    assert "Décidé" not in case
    assert "Je m’en occupe" in case


@pytest.mark.parametrize(
    ("outcome", "said"),
    [(None, "Message masqué pendant un examen."), (Outcome.HIDDEN, "il enfreint la charte.")],
)
def test_a_hidden_line_says_whether_it_is_decided(town, desk, things, signed_in, *, outcome, said):
    report = town.report(town.karima, "threat", about=("message", things["message"]))
    if outcome:
        desk.decide(report, outcome)
    other = signed_in(town.karima)
    for page in ("/messages", "/messages/1"):
        assert said in plain(other.get(page).text)


def test_a_hidden_notice_promises_its_author_no_readers(town, report, signed_in):
    author = signed_in(town.karima)
    assert "Vos voisins peuvent lire" not in author.get(town.notice.path).text
    town.make.act(reporting.take_back, town.readers[0], report)
    assert "Vos voisins peuvent lire" in author.get(town.notice.path).text
