"""A stranger who scans a poster reads what it is, when and where; no name, no home."""

import re
from pathlib import Path

import pytest

from neighbourhood.feed.reaches import OPEN, REACHES
from neighbourhood.foundation.storing.tokens import sign_for_good
from neighbourhood.gatherings.actions import cancelling
from neighbourhood.gatherings.letters import Poster, draw_poster
from neighbourhood.gatherings.models.gatherings import Rhythm
from neighbourhood.gatherings.queries.posters import token_of
from neighbourhood.gatherings.views import papers


@pytest.fixture
def scanned(app):
    """Return the address in the square of a poster of a date."""

    def address(occurrence) -> str:
        with app.app_context():
            return f"/rencontres/affiche/{token_of(occurrence)}"

    return address


def test_a_stranger_reads_what_is_held_when_and_where_and_how_to_come(court, visitor, scanned):
    date = court.first(court.gathering(body="Chez Karima s’il pleut.", reach="town"))
    court.come(court.marcel, date)
    page = visitor.get(scanned(date)).text
    for told in ("L’apéro des voisins", "Place aux Herbes", "Les Tanneurs", "18 h"):
        assert told in page.replace("\xa0", " ")
    for kept in ("Karima", "Benali", "Marcel", "Dupont"):
        assert kept not in page
    assert 'name="robots" content="noindex"' in page
    assert f"/inscription?next={date.path}" in page
    assert "/connexion" in visitor.get(date.path).location


def test_a_neighbour_goes_on_to_the_gathering_and_who_lives_elsewhere_is_told(
    court, marcel, scanned, signed_in
):
    date = court.first(court.gathering())
    assert f'href="{date.path}"' in marcel.get(scanned(date)).text
    assert "habitent là" in signed_in(court.paul).get(scanned(date)).text


@pytest.mark.parametrize("reach", sorted(REACHES.keys() - set(OPEN)))
def test_what_not_all_may_see_has_no_such_page(court, visitor, scanned, reach):
    gathering = court.gathering()
    date = court.first(gathering)
    court.change(gathering, reach=reach)
    assert visitor.get(scanned(date)).status_code == 410


def test_nothing_is_told_of_a_home_a_group_or_what_is_hidden_nor_to_a_forged_square(
    app, court, visitor, scanned
):
    at_home = court.first(court.gathering(at_home=True))
    of_group = court.first(court.gathering(reach=court.group().circle))
    hidden = court.gathering()
    court.change(hidden, hidden_at=hidden.created_at)
    for date in (at_home, of_group, court.first(hidden)):
        answer = visitor.get(scanned(date))
        assert answer.status_code == 410
        assert "L’apéro" not in answer.text
    with app.app_context():
        forged = sign_for_good("another purpose", court.first(court.gathering()).id)
    assert visitor.get(f"/rencontres/affiche/{forged}").status_code == 410


def test_a_poster_that_hangs_for_long_says_what_was_called_off_and_the_next_of_a_series(
    court, visitor, scanned
):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    first, second, *_rest = court.dates(series)
    court.has_been_held(first)
    assert second.starts_at.isoformat() in visitor.get(scanned(first)).text
    court.act(cancelling.cancel_date, court.karima, second)
    assert "annulée" in visitor.get(scanned(second)).text


def test_printed_again_it_leads_to_the_same_page_until_years_later(
    court, visitor, scanned, move_clock
):
    date = court.first(court.gathering())
    before = scanned(date)
    move_clock(days=2)
    assert scanned(date) == before
    assert visitor.get(before).status_code == 200
    move_clock(days=3 * 366 + 30)
    assert visitor.get(before).status_code == 410


def test_only_a_host_has_it_printed(app, court, karima, marcel, monkeypatch):
    drawn = []
    monkeypatch.setattr(papers.paper, "printed", lambda _draw, words: drawn.append(words) or b"")
    date = court.first(court.gathering())
    for who in (karima, marcel):
        who.get(f"{date.path}/affiche.pdf")
    assert all(re.search(r"de 18.h.* à 20.h", one.when) for one in drawn)
    assert ["/affiche/" in one.link for one in drawn] == [True, False]
    assert not any("/affiche/" in one.address for one in drawn)


def test_a_poster_is_read_from_afar_however_long_its_address(monkeypatch):
    words = dict.fromkeys(("over", "title", "when", "often", "where", "body", "bring"), "mot")
    words |= dict.fromkeys(("scan", "link", "foot"), "mot")
    written = {}
    monkeypatch.setattr(
        "neighbourhood.foundation.outside.fitting.write",
        lambda _pdf, text, *, size, **_more: written.update({text: size}),
    )
    fonts = Path("static/dist/letters")
    for address in ("https://palier.example/rencontres/3", f"https://{'long-' * 30}.example/3"):
        draw_poster(Poster(**words, facts=["gratuit", "au calme"], address=address), fonts)
        assert written[address] >= 9
    assert written["https://palier.example/rencontres/3"] == 16
    assert "Gratuit · au calme" in written


def test_the_kit_of_the_neighbours_day_hands_out_the_papers_where_it_speaks_of_them(court, karima):
    before = karima.get("/rencontres/fete-des-voisins").text
    assert "La prochaine est le vendredi" in before
    assert "L’affiche se trouvera ici" in before
    date = court.first(court.gathering(sort="neighbours day"))
    page = karima.get("/rencontres/fete-des-voisins").text
    assert "se trouvera ici" not in page
    for paper in ("affiche", "liste"):
        assert f'href="{date.path}/{paper}.pdf"' in page
