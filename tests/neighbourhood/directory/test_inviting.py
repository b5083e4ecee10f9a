"""Links that a neighbour hands on, and the poster of a hall."""

from itertools import pairwise

import pytest

from neighbourhood.directory import letters
from neighbourhood.directory.actions import links
from neighbourhood.directory.jobs import forget_who_left
from neighbourhood.directory.models import InviteLink
from neighbourhood.directory.policies import EnoughLinks
from neighbourhood.foundation.outside import paper
from tests.support.pdf import text_of


def test_a_stranger_reads_the_quartier_and_half_a_name(hall, visitor):
    token, _link = hall.link(hall.karima)
    page = visitor.get(f"/voisins/invitation/{token}").text
    for said in ("Les Tanneurs", "Karima B. vous invite", "Créer un compte"):
        assert said in page
    assert "Benali" not in page


def test_nothing_is_kept_of_who_comes_by(hall, visitor, statements):
    token, link = hall.link(hall.karima)
    statements.clear()
    visitor.get(f"/voisins/invitation/{token}")
    assert not [one for one in statements if not one.startswith("SELECT")]
    assert token not in repr(vars(hall.fresh(link)))


def test_it_is_shown_once_and_may_be_scanned_and_shared(hall, karima):
    page = karima.post("/voisins/invitations").text
    assert "/voisins/invitation/" in page
    assert 'src="data:image/svg' in page
    assert 'data-behaviour="share"' in page
    assert "/voisins/invitation/" not in karima.get("/voisins/invitations").text


def test_it_is_taken_back_in_one_tap_for_ten_minutes(hall, karima, visitor):
    token, link = hall.link(hall.karima)
    place = f"/voisins/invitations/{link.id}"
    page = karima.post(f"{place}/reprendre", follow_redirects=True).text
    assert "Redonner ce lien" in page
    assert visitor.get(f"/voisins/invitation/{token}").status_code == 410
    karima.post(f"{place}/revenir")
    assert visitor.get(f"/voisins/invitation/{token}").status_code == 200


def test_it_lives_for_sixty_days_and_is_forgotten(hall, visitor, move_clock, app):
    token, link = hall.link(hall.karima)
    move_clock(days=59)
    assert visitor.get(f"/voisins/invitation/{token}").status_code == 200
    move_clock(days=2)
    assert visitor.get(f"/voisins/invitation/{token}").status_code == 410
    with app.app_context():
        forget_who_left()
    assert hall.fresh(link) is None


def test_of_who_has_moved_it_leads_nowhere(hall, make, visitor):
    token, _link = hall.link(hall.karima)
    hall.change(hall.karima, quartier_id=hall.port.id)
    assert visitor.get(f"/voisins/invitation/{token}").status_code == 410


def test_ten_links_are_enough(hall):
    for _ in range(10):
        hall.link(hall.karima)
    with pytest.raises(EnoughLinks):
        hall.link(hall.karima)
    with hall.make.writing() as session:
        first = session.query(InviteLink).first()
    hall.act(links.take_back, hall.karima, first)
    hall.link(hall.karima)


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Et si l’on se connaissait"), ("en", "Palier")]
)
def test_the_poster_names_nobody(hall, karima, language, said):
    page = karima.get(f"/voisins/affiche?langue={language}")
    assert f'lang="{language}"' in page.text
    answer = karima.get(f"/voisins/affiche.pdf?langue={language}")
    assert answer.content_type == "application/pdf"
    words = text_of(answer.data)
    for shown in (said, "Les Tanneurs", f"/voisins/quartier/{hall.tanneurs.id}"):
        assert shown in " ".join(words.split())
    assert "Karima" not in words


def test_the_square_of_the_poster_leads_to_a_page_for_all(hall, visitor):
    page = visitor.get(f"/voisins/quartier/{hall.tanneurs.id}").text
    assert "Faites connaissance avec vos voisins." in page
    assert visitor.get("/voisins/quartier/999").status_code == 404


def test_nothing_of_the_poster_stands_over_anything_else(hall, karima, monkeypatch):
    hall.change(hall.tanneurs, name="Les Tanneurs et le Vieux Faubourg Saint-Jean-des-Prés")
    spans, drawn = [], paper.write

    def write(pdf, text, **more):
        top = pdf.get_y()
        drawn(pdf, text, **more)
        spans.append((text, top, pdf.get_y()))

    def square(pdf, text, left, top, *, side):
        spans.append(("square", top, top + side))

    monkeypatch.setattr(letters, "write", write)
    monkeypatch.setattr(letters.paper, "square", square)
    monkeypatch.setattr(letters, "rule", lambda _pdf, top: spans.append(("rule", top, top)))
    assert karima.get("/voisins/affiche.pdf").status_code == 200
    beside = next(one for one in spans if one[0].startswith("Scannez"))
    down = [one for one in spans if one is not beside]
    assert all(one[2] <= other[1] for one, other in pairwise(down)), down
    _, top, bottom = next(one for one in spans if one[0] == "square")
    assert top <= beside[1] < beside[2] <= bottom
    assert bottom - top > 45
