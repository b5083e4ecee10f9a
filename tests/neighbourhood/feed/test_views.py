"""The pages of the timeline, for each kind of visitor."""

from dataclasses import replace
from datetime import timedelta

import pytest

from neighbourhood.feed import queries
from neighbourhood.feed.kinds import ASIDES, CARD_KINDS, categories
from neighbourhood.feed.queries import PAGE_SIZE
from neighbourhood.feed.reaches import REACHES, Reach
from neighbourhood.foundation.storing.clock import now


def test_a_visitor_is_told_what_palier_is(visitor):
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Rejoindre mon quartier" in page.text


def test_a_newcomer_is_told_what_to_do_next(make, signed_in):
    page = signed_in(make.resident(verified=False)).get("/").text
    assert "Prouver mon adresse" in page
    assert signed_in(make.resident(verified=False)).get("/entraide").status_code == 403


def test_an_empty_quartier_invites_to_begin(town, make, signed_in):
    page = signed_in(make.resident(quartier=town["La Gare"])).get("/").text
    assert "Soyez la première personne" in page


def test_home_is_three_statements_however_full(town, card, make, signed_in, statements):
    here = town["La Gare"]
    author = make.resident("Marcel Lefèvre", here)
    for number in range(PAGE_SIZE + 5):
        card(here, f"card {number}", author)
    browser = signed_in(make.resident(quartier=here))
    statements.clear()
    page = browser.get("/").text
    assert page.count("<article") == PAGE_SIZE
    assert len(statements) <= 3, statements


def test_a_need_says_in_words_and_figures_how_far_it_is(town, card, make, signed_in):
    here = town["La Gare"]
    card(
        here,
        "Une facture",
        about="need",
        kind="need",
        facts={"raised_cents": 10200, "target_cents": 15000, "donors": 11},
    )
    page = signed_in(make.resident(quartier=here)).get("/").text
    assert 'max="15000"' in page
    assert "11 personnes" in page
    assert "102\u00a0€ sur 150\u00a0€" in page


def test_the_following_page_is_a_link(town, card, make, signed_in):
    here = town["La Gare"]
    for number in range(PAGE_SIZE + 1):
        card(here, f"card {number:02}")
    browser = signed_in(make.resident(quartier=here))
    first = browser.get("/entraide?kind=ask").text
    assert 'rel="next"' in first
    link = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    following = browser.get(link).text
    assert "card 00" in following
    assert following.count("<article") == 1


def test_nonsense_in_the_address_filters_nothing(town, card, make, signed_in):
    here = town["La Gare"]
    card(here, "a card")
    browser = signed_in(make.resident(quartier=here))
    page = browser.get("/entraide?kind=zzz&category=zzz&cell=²&after=zzz&q=").text
    assert "a card" in page


def test_the_map_links_to_what_is_in_a_square_and_marks_no_home(town, card, make, signed_in):
    here = town["La Gare"]
    karima = make.resident(quartier=here)
    card(here, "in the square", karima, cell_id=karima.address.cell_id)
    browser = signed_in(karima)
    drawing = browser.get("/entraide/carte").text
    assert f"cell={karima.address.cell_id}" in drawing
    assert str(karima.address.lat) not in drawing
    assert "in the square" in browser.get(f"/entraide?cell={karima.address.cell_id}").text


def test_the_margin_shows_what_comes_soon(town, card, make, signed_in):
    here = town["La Gare"]
    card(
        here,
        "Une table",
        about="invitation",
        kind="invitation",
        held_at=now() + timedelta(days=2),
        facts={"seats": 2},
    )
    card(
        here,
        "Trop tard",
        about="invitation",
        kind="invitation",
        held_at=now() - timedelta(days=2),
        facts={"seats": 2},
    )
    page = signed_in(make.resident(quartier=here)).get("/a-cote").text
    assert "Une table" in page
    assert "Trop tard" not in page


@pytest.mark.parametrize("register", [CARD_KINDS, ASIDES, REACHES])
def test_two_declarations_of_one_code_are_a_mistake(register):
    twin = next(iter(register.values()))
    with pytest.raises(ValueError, match=f"'{twin.code}' is declared twice"):
        register.declare(twin)


@pytest.fixture
def asked_anew():
    """Statements are built from what is declared, once: build them again."""

    def forget():
        for built in (queries.visible, queries.listed_by, queries.found_by):
            built.cache_clear()

    forget()
    yield
    forget()


def test_what_another_slice_declares_is_read_filtered_and_heard(
    town, card, make, signed_in, monkeypatch, asked_anew
):
    here, far = town["La Gare"], town["Port-Neuf"]
    swap = replace(CARD_KINDS["offer"], code="swap", many="Échanges", one="Échange")
    monkeypatch.setitem(CARD_KINDS, "swap", swap)
    anna = make.resident("Anna", here)
    mates = Reach("mates", "Mes amis", "users", lambda _said, heard: heard.resident_id == anna.id)
    monkeypatch.setitem(REACHES, "mates", mates)
    card(far, "Un vélo contre un piano", kind="swap", reach="mates")
    card(far, "Un secret d’ailleurs")
    page = signed_in(anna).get("/entraide?kind=swap").text
    assert "Un vélo contre un piano" in page
    assert "Échanges" in page
    assert "secret" not in page
    assert "Un vélo" not in signed_in(make.resident("Paul", here)).get("/entraide").text


def test_the_margin_is_not_for_strangers(visitor):
    assert visitor.get("/a-cote").status_code == 302


def test_what_is_near_and_soon_is_a_piece_of_its_own(town, card, make, signed_in):
    here = town["La Gare"]
    browser = signed_in(make.resident(quartier=here))
    assert "Rien de prévu près de chez vous" in browser.get("/bientot").text
    seats = {"seats": 2}
    card(here, "Un couscous", kind="invitation", facts=seats, held_at=now() + timedelta(days=2))
    assert "Un couscous" in browser.get("/bientot").text
    assert "/bientot" in browser.get("/").text
    assert "/bientot" not in browser.get("/?kind=ask").text


@pytest.mark.parametrize(
    "path",
    ["/a-cote", "/bientot", "/entraide/extrait", "/entraide/avant-gout/1", "/adresses?q=rue"],
)
def test_a_piece_of_a_page_opened_by_hand_leads_home(town, make, signed_in, path):
    browser = signed_in(make.resident(quartier=town["La Gare"]))
    by_hand = browser.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (by_hand.status_code, by_hand.location) == (302, "/")
    assert "<html" not in browser.get(path, headers={"Accept": "*/*"}).text


def test_a_profile_shows_what_the_reader_may_read_of_its_owner(town, card, make, signed_in):
    here, far = town["La Gare"], town["Port-Neuf"]
    author = make.resident("Marcel Lefèvre", here)
    card(here, "Pour le quartier", author)
    card(here, "Pour la ville", author, reach="town")
    card(here, "D’une autre personne", make.resident(quartier=here))
    path = f"/entraide/extrait?neighbour={author.id}"
    near = signed_in(make.resident(quartier=here)).get(path).text
    assert "Pour le quartier" in near
    assert "D’une autre personne" not in near
    away = signed_in(make.resident(quartier=far)).get(path).text
    assert "Pour la ville" in away
    assert "Pour le quartier" not in away


def test_who_waits_for_a_letter_reads_how_much_goes_on_and_no_word_of_it(
    town, card, make, signed_in
):
    here = town["La Gare"]
    card(here, "Garder mes garçons", category="childcare")
    page = signed_in(make.resident(verified=False)).get(f"/entraide/avant-gout/{here.id}").text
    assert "1 annonce en ce moment" in page
    assert "garde d’enfants" in page
    assert "Garder mes garçons" not in page


def test_who_waits_reads_the_most_frequent_kinds_of_help_and_none_that_nobody_gives(
    town, card, make, signed_in
):
    here = town["La Gare"]
    every = {category: str(word).lower() for category, word in categories().items()}
    # A word that stands within another would be found where only the other is.
    within = {c for c in every for other in every if c != other and every[c] in every[other]}
    known = [category for category in every if category not in within]
    chosen = known[:6]
    for rank, category in enumerate(chosen):
        for _ in range(rank + 1):
            card(here, "Une annonce", category=category)
    page = signed_in(make.resident(verified=False)).get(f"/entraide/avant-gout/{here.id}").text
    assert [c for c in known if every[c] in page] == [c for c in known if c in chosen[2:]]
