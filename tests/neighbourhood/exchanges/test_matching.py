"""What notices speak of, and which go together, without a database."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges.matching import ideas
from neighbourhood.exchanges.matching.reasons import say_why
from neighbourhood.exchanges.matching.related import related
from neighbourhood.exchanges.matching.scoring import Profile, Square, best
from neighbourhood.exchanges.models.subjects import Category
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.search import normalise
from tests.benchmarks.matching_town import NOISE, PAIRS, rows_of


def told(number: int, category: str, said: str, **more) -> Profile:
    search = normalise(said)
    values = {
        "card_id": number,
        "category": category,
        "title": said.partition(". ")[0],
        "ideas": ideas.ideas_in(search),
        "moments": ideas.moments_in(search),
        "quartier_id": 1,
        "square": None,
        "created_at": now(),
    }
    return Profile(**{**values, **more})


def ideas_of(text: str) -> set[str]:
    return {idea for idea in ideas.ideas_in(normalise(text)) if ideas.is_named(idea)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("percer un trou dans un mur", "ma visseuse"),
        ("garder mes enfants jeudi", "baby-sitting"),
        ("une nounou", "baby-sitting le soir"),
        ("ma viseuse", "ma visseuse"),
        ("une trotinette", "une patinette"),
        ("un interupteur", "un électricien"),
        ("accompagner au théatre", "un concert"),
    ],
)
def test_two_ways_to_say_it_are_one_idea(one, other):
    assert ideas_of(one) & ideas_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("garder mes enfants", "garder mon chat"), ("un mur", "des trous"), ("changer", "chanter")],
)
def test_what_shares_half_a_name_is_no_idea_in_common(one, other):
    assert not ideas_of(one) & ideas_of(other)


def test_words_that_say_nothing_are_left_out():
    assert ideas.ideas_in(normalise("Bonjour, quelqu’un pourrait-il m’aider samedi ? Merci !")) == (
        frozenset()
    )


def test_moments_are_recognised():
    assert ideas.moments_in(normalise("Samedi ou le soir")) == {"samedi", "soir"}


def test_a_word_is_quoted_as_it_was_written():
    assert ideas.spoken("Je prête ma Visseuse")["=perceuse"] == "visseuse"


def test_every_category_goes_with_itself_but_for_what_is_other():
    for category in Category:
        assert (category.value in related(category.value)) == (category is not Category.OTHER)
    assert Category.TOOLS.value in related(Category.DIY.value)


def test_a_rare_word_in_common_says_more_than_a_frequent_one():
    ask = told(1, "know-how", "clarinette et vélo")
    bikes = [told(number, "know-how", "vélo") for number in range(2, 30)]
    clarinet = told(99, "know-how", "clarinette")
    assert best(ask, [*bikes, clarinet], now(), 1)[0].other is clarinet


def test_of_another_category_what_is_said_in_passing_is_not_enough():
    ask = told(1, "computers", "Envoyer mes photos")
    passing = told(2, "gardening", "Un arbre inconnu. Je le nomme d’après une photo.")
    about_it = told(3, "other", "Photos de famille. Pour un album.")
    assert [one.other for one in best(ask, [passing, about_it], now(), 3)] == [about_it]


def test_of_two_alike_the_nearer_and_the_fresher_comes_first():
    here, next_door = Square(1, 45.7, 4.8, 200), Square(2, 45.7018, 4.8, 200)
    far = Square(3, 45.71, 4.8, 200)
    ask = told(1, "diy", "étagère", square=here)
    old = told(2, "diy", "étagère", square=here, created_at=now() - timedelta(days=29))
    others = [
        told(4, "diy", "étagère", square=far),
        told(3, "diy", "étagère", square=next_door),
        old,
        told(5, "diy", "étagère", square=here),
    ]
    assert [one.other.card_id for one in best(ask, others, now(), 4)] == [5, 3, 2, 4]


def test_the_labelled_pairs_are_two_hundred_with_known_categories():
    pairs, known = rows_of(PAIRS), {category.value for category in Category}
    assert len(pairs) == 200
    assert {row[0] for row in pairs} | {row[2] for row in pairs} <= known
    assert {row[0] for row in rows_of(NOISE)} <= known
    titles = [said.partition(". ")[0] for row in pairs for said in (row[1], row[3])]
    assert all(title and len(title) <= 120 for title in titles)


def test_the_right_offer_is_mostly_among_the_first_three():
    pairs = rows_of(PAIRS)[:60]
    offers = [told(number, row[2], row[3]) for number, row in enumerate(pairs)]
    found = 0
    for number, (category, said, *_offer) in enumerate(pairs):
        three = best(told(-1, category, said), offers, now(), 3)
        found += number in [match.other.card_id for match in three]
    assert found >= 48, found


def test_the_same_part_of_the_week_and_a_language_in_common_count_and_are_said(app):
    asks = told(
        1, "lessons", "Cours", parts=frozenset({"wed.evening"}), languages=frozenset({"ar"})
    )
    plain_one = told(2, "lessons", "Cours")
    apt = told(
        3,
        "lessons",
        "Cours",
        parts=frozenset({"mon.morning", "wed.evening"}),
        languages=frozenset({"ar", "en"}),
    )
    first, second = best(asks, [plain_one, apt], now(), 2)
    assert (first.other, second.other) == (apt, plain_one)
    with app.test_request_context():
        why = say_why(asks, first, "Cours", "Cours")
        assert "le même moment : « mercredi après 18 h »" in why.replace("\u00a0", " ")
        assert "parle aussi cette langue : arabe" in why.replace("\u00a0", " ")
        assert "langue" not in say_why(asks, second, "Cours", "Cours")
