"""What is drawn once for many never shows one reader what is meant for another."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Quartier, Reach
from neighbourhood.residents.models.residents import Resident
from tests.support.words import plain


@pytest.fixture
def marcel(town, make):
    return make.resident("Marcel Lefèvre", town["La Gare"])


@pytest.fixture
def his_card(town, card, marcel):
    return card(town["La Gare"], "Des cartons", marcel, reach=Reach.TOWN, facts={"replies": 1})


@pytest.fixture
def home(signed_in):
    """The home page as a resident reads it, twice: the second one may come from memory."""

    def home(resident):
        browser = signed_in(resident)
        pages = [browser.get("/").text for _ in range(2)]
        assert pages[0] == pages[1]
        return plain(pages[0])

    return home


def test_a_kept_card_shows_each_reader_their_own_view(town, make, marcel, his_card, home):
    near, far = make.resident("Anna", town["La Gare"]), make.resident("Paul", town["Port-Neuf"])
    for _ in range(2):
        own, beside, away = home(marcel), home(near), home(far)
        assert "Voir mon annonce" in own
        assert "1 réponse" in own
        assert "Voir mon annonce" not in beside + away
        assert "1 réponse" not in beside + away
        assert "Marcel Lefèvre" in beside
        assert "Marcel Lefèvre" not in away
        assert "Marcel L." in away


def test_a_kept_card_speaks_each_readers_language(town, make, his_card, home):
    here = town["La Gare"]
    english, french = make.resident("Ann", here, language="en"), make.resident("Anne", here)
    for _ in range(2):
        said, dit = home(english), home(french)
        assert "I can help" in said
        assert "Je peux aider" not in said
        assert "Je peux aider" in dit
        assert "I can help" not in dit
        assert "Accueil" not in said
        assert "Accueil" in dit


def test_a_change_shows_at_once(town, make, marcel, his_card, home):
    reader = make.resident("Anna", town["La Gare"])
    assert "Des cartons" in home(reader)
    with make.writing() as db:
        db.get_one(Resident, marcel.id).full_name = "Marcel Durand"
        db.get_one(Quartier, town["La Gare"].id).name = "La Vieille Gare"
        db.merge(his_card).title = "Des caisses"
    page = home(reader)
    assert "Marcel Durand" in page
    assert "Des caisses" in page
    assert "Quartier : La Vieille Gare" in page
    assert "Marcel Lefèvre" not in page
    assert "Des cartons" not in page


def test_time_passes_on_a_kept_card(town, card, make, signed_in, move_clock):
    card(town["La Gare"], "a card", created_at=now() - timedelta(minutes=5))
    browser = signed_in(make.resident(quartier=town["La Gare"]))
    assert "il y a 5 min" in plain(browser.get("/").text)
    move_clock(hours=2)
    assert "il y a 2 h" in plain(browser.get("/").text)
    move_clock(hours=22)
    assert "hier à" in plain(browser.get("/").text)


def test_the_figures_of_the_menu_are_ones_own(town, make, home):
    anna, paul = (make.resident(name, town["La Gare"]) for name in ("Anna", "Paul"))
    with make.writing() as db:
        db.add_all(
            Notification(resident_id=anna.id, kind="test", details={}, path="/") for _ in range(7)
        )
    assert '<span class="dot">7</span>' in home(anna)
    assert '<span class="dot">' not in home(paul)
