"""What is said of a decision once it was reviewed, or its time is over: what is true now."""

import re
from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import OF_AN_ACCOUNT, OUTCOME_ABOUT
from neighbourhood.moderation.policies.deciding import is_heavy
from neighbourhood.moderation.sayings.measures import say_decision, say_measure
from tests.support.news import plain, told

CHANGED = "moderation.report reviewed"
NOW = re.compile(r"\b(est|peut) (masqué|suspendu|exclu|en lecture seule|lire)")
# A measure, how long, and the one sentence that who reported reads of it.
SAID = [
    (Outcome.NOTHING, 0, "Aucune règle n’est enfreinte : le texte reste visible."),
    (Outcome.WARNING, 0, "la personne concernée a reçu un avertissement. Le texte reste visible."),
    (Outcome.HIDDEN, 0, "Une règle est enfreinte : le texte est masqué, sans date de fin."),
    (Outcome.HIDDEN, 30, "Une règle est enfreinte : le texte est masqué jusqu’au "),
    (Outcome.READ_ONLY, 7, "le texte est masqué pour de bon, et une mesure a été prise"),
    (Outcome.SUSPENDED, 7, "le texte est masqué pour de bon, et une mesure a été prise"),
    (Outcome.EXCLUDED, 0, "le texte est masqué pour de bon, et une mesure a été prise"),
]
MEASURES = [(outcome, days) for outcome, days, _said in SAID]


@pytest.fixture
def decided(desk, report):
    def decided(outcome, days):
        made = desk.decide(report, outcome, days)
        if is_heavy(outcome, days):
            desk.agree(made)
        return made

    return decided


@pytest.fixture
def overturned(town, desk, decided):
    """Decide, and have somebody else take it back."""

    def overturned(outcome, days):
        made = decided(outcome, days)
        by = town.readers[0] if outcome is Outcome.NOTHING else town.karima
        appeal = desk.contest(made, by)
        desk.answer(appeal, AppealStatus.OVERTURNED, by=desk.moderator("Zoé Tierce"))
        return made

    return overturned


@pytest.fixture
def reporter_reads(town, report, signed_in):
    return lambda: plain(signed_in(town.readers[0]).get(f"/signalements/{report.id}").text)


@pytest.mark.parametrize(("outcome", "days", "said"), SAID)
def test_who_reported_reads_what_was_done_about_the_text_and_no_more_of_somebody(
    decided, reporter_reads, outcome, days, said
):
    decided(outcome, days)
    page = reporter_reads()
    assert said in page
    for word in ("suspen", "exclu", "lecture seule", "Karima"):
        assert word not in page


def test_once_a_decision_is_taken_back_who_reported_is_told_and_reads_what_is_true(
    town, overturned, reporter_reads, signed_in
):
    overturned(Outcome.HIDDEN, 30)
    assert told(town, town.readers[0], CHANGED) == 1
    assert "la décision a été relue" in plain(signed_in(town.readers[0]).get("/notifications").text)
    page = reporter_reads()
    assert "La décision a changé" in page
    assert "l’a annulée : elle ne compte plus. Le texte est visible." in page
    assert "C’est décidé" not in page


def test_a_text_that_something_else_hides_is_not_called_visible(
    town, desk, report, overturned, reporter_reads
):
    overturned(Outcome.HIDDEN, 30)
    town.report(town.readers[1], "threat")
    assert "Le texte reste masqué pour une autre raison." in reporter_reads()


def test_once_a_decision_is_made_lighter_who_reported_reads_the_lighter_one(
    town, desk, decided, reporter_reads
):
    appeal = desk.contest(decided(Outcome.SUSPENDED, 7), town.karima)
    desk.answer(appeal, AppealStatus.LIGHTENED, outcome=Outcome.WARNING)
    page = reporter_reads()
    assert "l’a rendue plus légère" in page
    assert "a reçu un avertissement. Le texte reste visible." in page
    assert told(town, town.readers[0], CHANGED) == 1


def test_a_decision_that_stays_is_told_to_nobody_but_who_contested(town, desk, decided):
    appeal = desk.contest(decided(Outcome.WARNING, 0), town.karima)
    desk.answer(appeal, AppealStatus.UPHELD)
    assert told(town, town.readers[0], CHANGED) == 0


def test_of_those_who_reported_in_vain_the_others_are_told_that_it_is_examined_again(
    town, desk, signed_in
):
    first, second = town.readers[:2]
    report, other = town.report(first), town.report(second)
    appeal = desk.contest(desk.decide(report, Outcome.NOTHING), first)
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert (told(town, first, CHANGED), told(town, second, CHANGED)) == (0, 1)
    page = plain(signed_in(second).get(f"/signalements/{other.id}").text)
    assert "le texte est examiné de nouveau" in page
    assert "Quelqu’un le regarde au plus tard" in page


@pytest.mark.parametrize(("outcome", "days"), MEASURES)
def test_what_was_taken_back_is_said_in_the_past(
    town, overturned, signed_in, report, outcome, days
):
    made = overturned(outcome, days)
    reader = town.readers[0] if outcome is Outcome.NOTHING else town.karima
    page = plain(signed_in(reader).get(made.path).text)
    assert "Ce qui avait été décidé" in page
    assert "Si vous n’êtes pas d’accord" not in page
    case = plain(signed_in(town.odile).get(f"/moderation/dossiers/{report.case_id}").text)
    for read in (page, case):
        assert not NOW.search(read.partition("Décidé ")[2])
    assert not NOW.search(plain(signed_in(town.karima).get("/moi/moderation").text))


@pytest.mark.parametrize(
    ("outcome", "days"), [(Outcome.HIDDEN, 7), (Outcome.READ_ONLY, 7), (Outcome.SUSPENDED, 7)]
)
def test_what_is_over_is_said_in_the_past_even_before_the_clock_noted_it(
    town, desk, decided, reporter_reads, move_clock, outcome, days
):
    made = decided(outcome, days)
    move_clock(days=8)
    for _noted in (False, True):
        fresh = town.fresh(made)
        with town.make.writing() as session:
            here = session.merge(fresh)
            for said in (say_decision(here), say_measure(here)):
                assert "c’est terminé" in plain(said)
                assert not re.search(r"est (suspendu|en lecture)", said)
        desk.end_past()
    if outcome is Outcome.HIDDEN:
        assert "le texte a été masqué jusqu’au" in reporter_reads()


@pytest.mark.parametrize(
    ("outcome", "days", "would"),
    [
        (Outcome.SUSPENDED, 30, "sera suspendu sur tout Palier pendant 30 jours"),
        (Outcome.EXCLUDED, 0, "sera exclu de tout Palier, sans date de fin"),
    ],
)
def test_what_is_proposed_says_what_it_would_do_and_once_refused_that_it_did_not(
    town, desk, report, signed_in, outcome, days, would
):
    made = desk.decide(report, outcome, days)
    way = f"/moderation/dossiers/{report.case_id}"
    other = signed_in(desk.victor)
    for page in (way, f"{way}/accord"):
        read = plain(other.get(page).text)
        assert "Le texte sera masqué pour de bon." in read
        assert would in read
    desk.disagree(made)
    read = plain(other.get(way).text)
    assert "Proposé, et refusé : " in read
    assert not re.search(r"compte (est|sera) ", read)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_measure_says_before_what_happens_to_the_text_to_somebody_and_until_when(
    town, desk, report, signed_in, outcome
):
    about = plain(str(OUTCOME_ABOUT[outcome]))
    assert "le texte" in about.lower()
    if outcome in OF_AN_ACCOUNT:
        assert "Le texte est masqué pour de bon" in about
        assert re.search("pendant le temps choisi|sans date de fin", about)
    else:
        assert "le compte garde ses droits" in about.lower()
    page = signed_in(town.odile).get(f"/moderation/dossiers/{report.case_id}/decider")
    assert about in plain(page.text)


def test_a_lighter_measure_says_the_same_before_it_is_chosen(town, desk, decided, signed_in):
    appeal = desk.contest(decided(Outcome.EXCLUDED, 0), town.karima)
    page = plain(signed_in(desk.moderator("Zoé Tierce")).get(appeal.path).text)
    for outcome in (Outcome.WARNING, Outcome.HIDDEN, Outcome.READ_ONLY, Outcome.SUSPENDED):
        assert plain(str(OUTCOME_ABOUT[outcome])) in page


def test_only_what_has_a_date_can_be_past():
    for outcome in Outcome:
        decision = Decision(outcome=outcome, until=None, status="in force")
        assert not decision.is_past
        decision.until = now() - timedelta(seconds=1)
        assert decision.is_past
