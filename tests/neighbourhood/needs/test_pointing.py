"""All that points at somebody is said at once and whole; what a machine cannot judge is shown."""

import re

import pytest

from neighbourhood.foundation.words.giveaways.traces import NOWHERE
from neighbourhood.needs.anonymity import marked, pointing_at, words_to_weigh
from tests.neighbourhood.funding.test_views import plain

WHOLE = [
    ("La dame du 12 attend son chauffage.", ["La dame du 12"]),
    ("Pour la dame du 3e au 12, escalier B.", ["la dame du 3e au 12, escalier B"]),
    ("Un lit, à livrer au 12 bis rue des Tanneurs.", ["livrer au 12 bis rue des Tanneurs"]),
    ("Elle habite au 12. Mme Durand a 3 lits.", ["habite au 12", "Mme Durand"]),
]
# What was said of one man in the lists, said of a woman or of several; schools by their name.
SHOWN = [
    ("une personne malentendante", "health", "malentendante"),
    ("des enfants malentendants", "health", "malentendants"),
    ("deux dames sourdes", "health", "sourdes"),
    ("une voisine malvoyante", "health", "malvoyante"),
    ("une personne non-voyante", "health", "non-voyante"),
    ("elle est hémophile", "health", "hémophile"),
    ("une sclérose en plaques", "health", "sclérose en plaques"),
    ("une mère amputée", "health", "amputée"),
    ("des familles réfugiées", "origin", "réfugiées"),
    ("deux Afghanes", "origin", "Afghanes"),
    ("une femme licenciée", "story", "licenciée"),
    ("une livreuse", "work", "livreuse"),
    ("élève à Jules-Ferry", "home", "élève à Jules-Ferry"),
    ("elle va à Louise-Michel", "home", "Louise-Michel"),
    ("au collège Jean-Moulin", "home", "collège Jean-Moulin"),
    ("à l’école Jules Ferry", "home", "école Jules Ferry"),
    ("au lycée Saint-Exupéry", "home", "lycée Saint-Exupéry"),
    ("la maternelle Pauline-Kergomard", "home", "maternelle Pauline-Kergomard"),
    ("inscrite au lycée professionnel", "home", "lycée"),
]
NOT_SHOWN = [
    "un sommier et un matelas",
    "Est-ce que la facture est payée ?",
    "au rez-de-chaussée, une table basse",
    "il en vole une",
    "une barre de son",
]


@pytest.mark.parametrize(("text", "passages"), WHOLE)
def test_a_passage_is_shown_whole(text, passages):
    found = pointing_at([text], NOWHERE)
    assert [each.said for each in found] == passages
    cut = marked(text, found)
    assert "".join(piece.text for piece in cut) == text
    assert [piece.text for piece in cut if piece.question] == passages


@pytest.mark.parametrize(("text", "question", "words"), SHOWN)
def test_a_word_is_known_in_all_its_forms_and_a_school_by_its_name(text, question, words):
    assert words in words_to_weigh([text])[question]


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_only_looks_alike_is_not_shown(text):
    shown = [word for words in words_to_weigh([text]).values() for word in words]
    assert [word for word in shown if word != "rez-de-chaussée"] == []


@pytest.mark.parametrize("page", ["nouveau/texte", "modifier", "corriger", "preuve"])
def test_every_page_shows_all_at_once(office, signed_in, make, page):
    need = office.draft() if page == "modifier" else office.open()
    if page == "preuve":
        neighbour = make.resident("Karima Benali", office.quartier)
        office.give(neighbour, need, need.target_cents)
    written = "Mme Durand habite au 12 rue Neuve. Tél. 06 12 34 56 78."
    told = {
        "title": "Pour la dame du 8",
        "covers": written,
        "text": written,
        "kind": "heating",
        "amount": "120",
        "quartier": office.quartier.id,
    }
    number = "" if page.startswith("nouveau") else f"{need.id}/"
    there = f"/partenaires/{office.partner.id}/besoins/{number}{page}"
    answer = signed_in(office.author).post(there, data=told)
    assert answer.status_code == 422
    marks = re.findall(r"<mark>(.*?)</mark>", answer.text)
    text = ["Mme Durand", "habite au 12 rue Neuve", "06 12 34 56 78"]
    assert marks == (text if page == "preuve" else ["la dame du 8", *text])
    summary = plain(answer.text).partition("error-summary")[2].partition("</div>")[0]
    for said in marks:
        assert f"« {said} »" in summary
