import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.needs.anonymity import Trace, trace_of
from neighbourhood.needs.forms import texts
from neighbourhood.places.models import Municipality, Street

PERSONS = [
    ("Écrivez à jeanne.durand@exemple.fr", Trace.EMAIL),
    ("jeanne @ exemple.fr peut répondre", Trace.EMAIL),
    ("Appelez le 06 12 34 56 78", Trace.PHONE),
    ("Tél. 0612345678", Trace.PHONE),
    ("Appelez le 06.12.34.56.78 le soir", Trace.PHONE),
    ("Depuis l’étranger : +33 6 12 34 56 78", Trace.PHONE),
    ("Elle habite 12 bis rue des Tanneurs", Trace.ADDRESS),
    ("Livrer au 4, avenue de la Gare", Trace.ADDRESS),
    ("Livrer au 7 place des Herbes", Trace.ADDRESS),
    ("À Valbourg, 35999 Valbourg", Trace.ADDRESS),
    ("Une facture pour M. Durand", Trace.NAME),
    ("Une facture pour Mme Durand", Trace.NAME),
    ("Une facture pour madame Élodie", Trace.NAME),
    ("La famille Benali attend", Trace.NAME),
    ("Un enfant prénommé Léo", Trace.NAME),
    ("Sécurité sociale 2 84 05 35 123 456 78", Trace.NUMBER),
    ("Compte FR76 3000 4000 0312 3456 7890 143", Trace.NUMBER),
]
THINGS = [
    "Une facture de chauffage pour une famille du quartier",
    "Trois mois de bus, 32 € par mois, soit 96 €",
    "1 place en crèche et 3 cours de natation",
    "Le solde d’une facture de 2026 : 1 250,50 €",
    "Un lit 90 x 200, un sommier, 2 oreillers",
    "Un séjour de classe à la mer pour un enfant de 9 ans",
    "La famille a déjà payé la moitié",
    "Monsieur et madame tout le monde",
    "Facture n° 123456",
]


@pytest.mark.parametrize(("text", "trace"), PERSONS)
def test_what_points_at_a_person_is_noticed(text, trace):
    assert trace_of(text) is trace


@pytest.mark.parametrize("text", THINGS)
def test_what_tells_of_things_only_passes(text):
    assert trace_of(text) is None


def test_a_text_that_is_too_long_is_never_read(office, signed_in, monkeypatch):
    read = []
    monkeypatch.setattr(texts, "pointing_at", lambda *given: read.append(given))
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau/texte"
    told = {"title": "Un lit", "covers": "a" * 20_000}
    assert signed_in(office.author).post(desk, data=told).status_code == 422
    assert read == []


def test_title_and_text_are_read_together(office, signed_in):
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau/texte"
    told = {"title": "Un fauteuil pour une boulangère", "covers": "Elle a une mucoviscidose."}
    answer = signed_in(office.author).post(desk, data=told)
    assert answer.status_code == 422
    assert "une maladie et un métier" in answer.text


def test_the_streets_of_the_town_are_known_in_small_letters(office, signed_in, make):
    told = {"name": "Rue Neuve", "postcode": "35999", "town": "Valbourg", "search": "rue neuve"}
    with make.writing() as session:
        town = session.get(Municipality, office.quartier.municipality_id)
        session.add(Street(insee=town.insee, lat=48.1, lon=-1.6, **told))
        town.redrawn_at = now()
    desk = f"/partenaires/{office.partner.id}/besoins/nouveau/texte"
    told = {"title": "Un lit", "covers": "à livrer rue neuve"}
    assert "une adresse" in signed_in(office.author).post(desk, data=told).text
