"""Whom a case concerns is heard before a measure against them, once, and until a date."""

import re
from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import hearing
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Heard, Outcome
from neighbourhood.moderation.policies import hearing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt, TakenUp
from tests.support.carried import carried, press
from tests.support.news import plain, told

NOTHING, WARNING, HIDDEN = (Outcome.NOTHING, 0), (Outcome.WARNING, 0), (Outcome.HIDDEN, 30)
A_WEEK, A_MONTH, FOR_GOOD = (Outcome.SUSPENDED, 7), (Outcome.SUSPENDED, 30), (Outcome.EXCLUDED, 0)
SCAM, THREAT = "scam", "threat"
LIGHT = (NOTHING, WARNING, HIDDEN, A_WEEK)
HEAVY = (A_MONTH, FOR_GOOD)

# How far the hearing has come, the rule, the measures: what the decision says, or the refusal.
TABLE = [
    ("not asked", SCAM, LIGHT, Heard.NOT_ASKED),
    ("not asked", SCAM, HEAVY, policies.HearFirst),
    ("not asked", "unknown", HEAVY, policies.HearFirst),
    ("not asked", THREAT, LIGHT, Heard.NOT_ASKED),
    ("not asked", THREAT, HEAVY, Heard.NOT_WAITED),
    ("asked", SCAM, (NOTHING,), Heard.NOT_ASKED),
    ("asked", SCAM, (WARNING, HIDDEN, A_WEEK, *HEAVY), policies.AnswerAwaited),
    ("asked", THREAT, (WARNING, HIDDEN, A_WEEK, *HEAVY), Heard.NOT_WAITED),
    ("answered", SCAM, (*LIGHT, *HEAVY), Heard.ANSWERED),
    ("answered", THREAT, HEAVY, Heard.ANSWERED),
    ("silent", SCAM, (*LIGHT, *HEAVY), Heard.SILENT),
    ("closed account", SCAM, HEAVY, Heard.NOT_ASKED),
    ("an organisation", SCAM, (HIDDEN,), Heard.NOT_ASKED),
]


def test_what_may_be_decided_without_waiting_is_in_a_table(town, desk, report):
    asked = desk.ask(report)
    for stage, rule, measures, expected in TABLE:
        with town.make.writing() as session:
            with session.no_autoflush:
                case = session.get_one(Case, report.case_id)
                put_at(case, stage)
                for outcome, days in measures:
                    what = (stage, rule, outcome)
                    assert answer_of(case, outcome, days, rule) is expected, what
            session.expunge_all()
    assert asked.due_at > now()


def put_at(case, stage: str) -> None:
    """Bring a case as far as `stage`; nothing of it is written."""
    hearing = case.hearing
    if stage == "answered":
        hearing.answer, hearing.answered_at = "Non.", now()
    elif stage == "silent":
        hearing.due_at = now()
    elif stage != "asked":
        case.hearing = None
    if stage == "closed account":
        case.concerned.closed_at = now()
    elif stage == "an organisation":
        case.concerned = None


def answer_of(case, outcome, days, rule):
    try:
        return policies.heard_before(case, outcome=outcome, days=days, rule=rule)
    except (policies.HearFirst, policies.AnswerAwaited) as refusal:
        return type(refusal)


def test_who_is_asked_is_told_reads_the_rule_and_answers_once(town, desk, report, signed_in):
    asked = desk.ask(report)
    assert told(town, town.karima, "moderation.hearing asked") == 1
    author = signed_in(town.karima)
    assert asked.path in author.get("/moi/moderation").text
    page = author.get(asked.path).text
    for part in (town.notice.title, "numéro de carte", "Qui est-ce ?", "Rien n’est décidé"):
        assert plain(part) in plain(page)
    for name in ("Marcel", "Odile"):
        assert name not in page
    assert author.post(asked.path, data={"words": " "}).status_code == 422
    after = author.post(asked.path, data={"words": "Une blague."}, follow_redirects=True)
    assert "Ce que vous avez répondu" in after.text
    assert told(town, town.odile, "moderation.hearing answered") == 1
    assert author.post(asked.path, data={"words": "Encore."}).status_code == 409
    assert town.fresh(asked).answer == "Une blague."
    assert asked.path not in author.get("/moi/moderation").text


def test_nobody_else_reads_or_answers_what_one_is_asked(town, desk, report, signed_in):
    asked = desk.ask(report)
    for other in (town.readers[0], town.odile, desk.victor):
        assert signed_in(other).get(asked.path).status_code == 404
        with pytest.raises(Missing):
            desk.say(asked, other)


def test_a_suspended_account_gives_its_side_all_the_same(town, desk, report, signed_in):
    asked = desk.ask(report)
    town.change(town.karima, suspended_until=now() + timedelta(days=3))
    page = signed_in(town.karima).post(asked.path, data={"words": "Une blague."})
    assert page.status_code == 303


def test_the_delay_of_the_case_leaves_time_to_decide(town, desk, report):
    asked = desk.ask(report)
    assert town.case(report).due_at == asked.due_at + hearing.TO_DECIDE
    assert town.case(report).assigned_id == town.odile.id
    slow = town.report(town.readers[0], "other", about=("resident", town.karima.id), words="Non.")
    before = town.case(slow).due_at
    desk.ask(slow, days=3)
    assert town.case(slow).due_at == before


def test_one_is_asked_once_by_who_may_decide_while_nothing_is_decided(town, desk, report):
    with pytest.raises(Missing):
        desk.ask(report, by=town.readers[1])
    desk.ask(report)
    with pytest.raises(policies.AskedAlready):
        desk.ask(report)
    other = town.report(town.readers[1], about=("notice", town.published().id))
    town.change(town.case(other), assigned_id=desk.victor.id, assigned_at=now())
    with pytest.raises(TakenUp):
        desk.ask(other)
    desk.decide(other, Outcome.NOTHING, by=desk.victor)
    with pytest.raises(AlreadyLookedAt):
        desk.ask(other, by=desk.victor)


@pytest.mark.parametrize("nobody", [{"concerned_id": None}, {}])
def test_where_nobody_can_answer_nobody_is_asked(town, desk, report, nobody):
    town.change(town.case(report), **nobody)
    town.change(town.karima, closed_at=None if nobody else now())
    with pytest.raises(policies.NobodyToHear):
        desk.ask(report)


def test_after_the_date_or_the_decision_it_is_too_late(town, desk, report, move_clock):
    asked = desk.ask(report)
    move_clock(days=5, seconds=1)
    with pytest.raises(policies.TooLateToSay):
        desk.say(asked, town.karima)
    other = town.report(town.readers[1], about=("notice", town.published().id))
    again = desk.ask(other)
    desk.decide(other, Outcome.NOTHING)
    with pytest.raises(policies.TooLateToSay):
        desk.say(again, town.karima)


@pytest.mark.parametrize(
    ("rule", "answered", "heard", "said"),
    [
        ("scam", True, Heard.ANSWERED, "Elle a répondu"),
        ("scam", False, Heard.SILENT, "n’a pas répondu"),
        ("threat", None, Heard.NOT_WAITED, "on n’attend pas le point de vue"),
    ],
)
def test_a_heavy_measure_says_whether_the_person_was_heard(
    town, desk, report, signed_in, move_clock, *, rule, answered, heard, said
):
    if answered is not None:
        asked = desk.ask(report)
        if answered:
            desk.say(asked, town.karima)
        move_clock(days=5, seconds=1)
    made = desk.decide(report, Outcome.EXCLUDED, rule=rule)
    assert made.heard is heard
    second = signed_in(desk.victor).get(f"/moderation/dossiers/{report.case_id}/accord").text
    assert plain(said) in plain(second)
    assert ("C’était une blague." in second) is bool(answered)
    desk.agree(made)
    assert plain(said) in plain(signed_in(town.karima).get(made.path).text)


def test_a_moderator_asks_on_a_page_and_decides_once_it_is_answered(town, desk, report, signed_in):
    moderator, case = signed_in(town.odile), f"/moderation/dossiers/{report.case_id}"
    assert "Demander son point de vue" in moderator.get(case).text
    asking = {"rule": "scam", "days": "5", "question": ""}
    assert press(moderator, f"{case}/point-de-vue", data=asking | {"days": "90"}).status_code == 422
    assert press(moderator, f"{case}/point-de-vue", data=asking).status_code == 303
    assert "La réponse peut venir" in moderator.get(case).text
    deciding = {"outcome": "excluded", "days": "7", "rule": "scam", "facts": "a", "because": "b"}
    early = press(moderator, f"{case}/decider", data=deciding)
    assert early.status_code == 422
    assert plain("a encore le temps de répondre") in plain(early.text)
    with town.make.writing():
        asked = db.session.get_one(Case, report.case_id).hearing
    desk.say(asked, town.karima)
    assert "C’était une blague." in moderator.get(f"{case}/decider").text
    assert press(moderator, f"{case}/decider", data=deciding).status_code == 303


def test_an_answer_that_comes_while_one_decides_is_read_first(town, desk, report, signed_in):
    asked, moderator = desk.ask(report), signed_in(town.odile)
    way = f"/moderation/dossiers/{report.case_id}/decider"
    read = carried(moderator.get(way))
    desk.say(asked, town.karima)
    said = {"outcome": "hidden", "days": "30", "rule": "threat", "facts": "a", "because": "b"}
    page = moderator.post(way, data={**said, **read})
    assert page.status_code == 409
    assert "C’était une blague." in page.text
    assert town.case(report).is_open


def test_who_was_asked_is_told_that_nothing_becomes_of_it(town, desk, report, signed_in):
    desk.say(desk.ask(report), town.karima)
    deciding = {"outcome": "nothing", "rule": "scam", "facts": "a", "because": "b"}
    page = f"/moderation/dossiers/{report.case_id}/decider"
    moderator = signed_in(town.odile)
    assert (
        "La personne concernée" in press(moderator, page, data=deciding, follow_redirects=True).text
    )
    assert told(town, town.karima, "moderation.cleared") == 1
    author = signed_in(town.karima)
    way = re.search(r"/moderation/decisions/\d+", author.get("/moi/moderation").text)[0]
    page = author.get(way).text
    assert "Aucune règle n’est enfreinte : rien ne change." in plain(page)
    other = town.report(town.readers[1], about=("notice", town.published().id))
    page = f"/moderation/dossiers/{other.case_id}/decider"
    said = press(moderator, page, data=deciding, follow_redirects=True).text
    assert "Les personnes qui ont signalé" in said
    assert told(town, town.karima, "moderation.cleared") == 1


def test_an_urgent_decision_before_the_answer_says_so_to_each_in_the_past(
    town, desk, report, signed_in
):
    desk.ask(report, rule="threat")
    made, moderator = desk.decide(report, Outcome.SUSPENDED, 30), signed_in(desk.victor)
    second = plain(moderator.get(f"/moderation/dossiers/{report.case_id}/accord").text)
    assert "Ce qui est proposé" in second
    assert "Le compte sera suspendu sur tout Palier pendant 30 jours" in second
    assert "une deuxième doit donner son accord" in second
    desk.agree(made)
    mine = plain(signed_in(town.karima).get(made.path).text)
    assert "la décision a été prise avant votre réponse." in mine
    assert "Une personne a décidé, une deuxième a donné son accord." in mine
    case = plain(moderator.get(f"/moderation/dossiers/{report.case_id}").text)
    assert "décidé avant la réponse." in case
    assert "La réponse peut venir" not in case
