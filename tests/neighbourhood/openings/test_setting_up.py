"""A town is set up from the browser: chosen in a list, tried, imported, opened."""

import gzip

import pytest
from sqlalchemy import select

from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.openings import jobs
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffInvitation
from neighbourhood.places import actions
from neighbourhood.places.communes import communes
from neighbourhood.places.models import Quartier
from neighbourhood.places.outlines import read_outlines
from neighbourhood.places.policies import ListUnreachable
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.openings.conftest import agree, as_csv, door, part
from tests.support.geojson import collection
from tests.support.news import plain

NEW = "/administration/communes/nouvelle"


def test_a_commune_is_found_by_name_and_by_code_and_is_there_but_not_open(nadege):
    for asked in ("pont", "99101", "99410"):
        assert f'href="{NEW}/99101"' in nadege.get(f"{NEW}?q={asked}").text
    assert "8200 habitants<" in plain(nadege.get(f"{NEW}/99101").text)
    page = nadege.post(f"{NEW}/99101", follow_redirects=True).text
    assert "Pontgivre est là" in plain(page)
    assert "il manque leurs contours" in page
    assert "déjà là" in nadege.get(f"{NEW}?q=pontgivre").text
    assert nadege.get(f"{NEW}/99101").status_code == 303


def test_a_commune_of_no_list_is_typed_by_hand_once(nadege):
    given = {"name": "Île-Perdue", "insee": "2a004", "postcodes": "20000, 20090"}
    page = nadege.post("/administration/communes/a-la-main", data=given, follow_redirects=True)
    assert "code INSEE 2A004 · 20000 20090" in plain(page.text)
    again = nadege.post("/administration/communes/a-la-main", data=given)
    assert (again.status_code, "déjà là" in again.text) == (422, True)


@pytest.mark.parametrize("wrong", [{"insee": "9910"}, {"insee": "abcde"}, {"postcodes": "peu"}])
def test_what_is_no_code_is_not_taken(nadege, wrong):
    given = {"name": "Île", "insee": "99104", "postcodes": "", **wrong}
    assert nadege.post("/administration/communes/a-la-main", data=given).status_code == 422


def test_a_list_that_does_not_answer_says_so_and_shows_the_other_way(nadege, with_settings, app):
    with_settings(communes="http://127.0.0.1:9")
    page = nadege.get(f"{NEW}?q=pont").text
    assert "La liste des communes ne répond pas" in page
    assert "/administration/communes/a-la-main" in page
    assert nadege.get(f"{NEW}/99101").status_code == 503
    with app.app_context(), pytest.raises(ListUnreachable):
        communes().search("pont")


def test_a_list_that_is_not_loaded_says_so_and_what_to_do(nadege, with_settings):
    said = "La liste nationale des communes n’est pas chargée."
    page = plain(nadege.get(NEW).text)
    assert said in page
    assert "COMMUNES=national" in page
    assert "Valbourg, Pontgivre" in page
    with_settings(communes="https://geo.api.gouv.fr")
    assert said not in plain(nadege.get(NEW).text)


def test_a_trial_changes_nothing_and_what_is_imported_is_what_was_tried(setting_up):
    page = setting_up.quartiers(part("Le Pont"), part("La Givre", 1))
    said = plain(setting_up.client.get(page).text)
    assert "2 quartiers à ajouter" in said
    assert setting_up.names() == []
    assert "C’est importé" in setting_up.take(page).text
    assert setting_up.names() == ["La Givre", "Le Pont"]
    assert setting_up.client.post(f"{page}/importer").status_code == 409


def test_addresses_of_a_whole_departement_packed_are_those_of_the_town(setting_up):
    setting_up.take(setting_up.quartiers(part("Le Pont")))
    rows = [*(door(n) for n in range(1, 13)), door(9, insee="99102"), door(40, lon=8.0)]
    page = setting_up.send("adresses", gzip.compress(as_csv(rows)))
    said = plain(setting_up.client.get(page).text)
    assert "13 adresses à ajouter" in said
    assert "1 ligne d’une autre commune" in said
    assert "1 adresse en dehors de tout quartier" in said
    setting_up.take(page)
    town = plain(setting_up.client.get(f"{setting_up.home}/ouverture").text)
    assert "12 adresses dans un quartier, 1 en dehors" in town


def test_a_message_says_which_line_and_what_is_wrong_with_it(setting_up):
    setting_up.take(setting_up.quartiers(part("Le Pont")))
    rows = [
        *(door(n) for n in range(1, 9)),
        door(9) | {"numero": "neuf"},
        door(10) | {"nom_voie": " "},
        door(11, lat=6.005, lon=46.005),
        door(1),
    ]
    said = plain(setting_up.client.get(setting_up.addresses(*rows)).text)
    for line, why in (
        (10, "le numéro (numero) n’est pas un nombre"),
        (11, "il manque une valeur : nom_voie"),
        (12, "la longitude et la latitude sont échangées"),
        (13, "cette adresse est déjà plus haut"),
    ):
        assert f"Ligne {line} du fichier" in said
        assert why in said
    assert "Importer sans ce qui est à corriger" in said


def test_what_changed_meanwhile_is_read_again_before_it_is_imported(setting_up, make):
    first = setting_up.quartiers(part("Le Pont"))
    with make.writing():
        actions.import_quartiers(
            read_outlines(collection(part("Le Pont"))), insee="99101", municipality="Pontgivre"
        )
    said = plain(setting_up.take(first).text)
    assert "La carte a changé entre-temps" in said
    assert "1 quartier déjà là, sans changement" in said
    assert "Il n’y a rien à importer" in said


def test_a_file_that_went_missing_or_was_changed_is_not_imported(setting_up, app):
    page = setting_up.quartiers(part("Le Pont"))
    with app.app_context():
        storage().put(setting_up.file().storage_key, b"{}", "")
    assert "Le fichier n’est plus là" in setting_up.take(page).text
    assert setting_up.names() == []


def _is_stored(key):
    try:
        return bool(storage().get(key))
    except NothingStored:
        return False


def test_a_file_is_dropped_by_hand_by_the_next_one_and_after_a_day(setting_up, app, move_clock):
    kept = []
    page = setting_up.quartiers(part("Le Pont"))
    kept.append(setting_up.file().storage_key)
    setting_up.client.post(f"{page}/abandonner")
    setting_up.quartiers(part("Le Pont"))
    kept.append(setting_up.file().storage_key)
    setting_up.quartiers(part("Le Pont"))
    kept.append(setting_up.file().storage_key)
    move_clock(hours=25)
    with app.app_context():
        jobs.throw_away()
        assert [_is_stored(key) for key in kept] == [False, False, False]
    assert setting_up.file().is_dropped


def test_a_quartier_that_the_file_no_longer_names_stays_unless_it_never_served(setting_up, make):
    setting_up.take(setting_up.quartiers(part("Le Pont"), part("La Givre", 1), part("Vide", 2)))
    with make.writing() as session:
        lived_in = session.scalar(select(Quartier).where(Quartier.name == "La Givre"))
        lived_in.waiting_since = None
    make.resident(quartier=lived_in)
    said = plain(setting_up.client.get(setting_up.quartiers(part("Le Pont"))).text)
    assert said.count("il reste tel qu’il est") == 2
    page = setting_up.quartiers(part("Le Pont"), drops="y")
    said = plain(setting_up.client.get(page).text)
    assert "1 quartier disparaît" in said
    assert "il a déjà servi : il reste" in said
    setting_up.take(page)
    assert setting_up.names() == ["La Givre", "Le Pont"]


def manager_of(make):
    return make.resident("Claire Mairie", verified=False, email="mairie@pontgivre.example")


def accept(make, manager):
    with make.writing() as session:
        invitation = session.scalars(
            select(StaffInvitation).where(StaffInvitation.withdrawn_at.is_(None))
        ).one()
        staffing.accept(Actor.of(session.get_one(Resident, manager.id)), invitation)


def test_it_waits_for_its_first_manager_and_opens_when_nothing_is_missing(outbox, ready, make):
    page = plain(ready.client.get(f"{ready.home}/ouverture").text)
    assert "Ouvrir la commune" not in page
    assert "Le service de la ville : en attente" in page
    assert "n’est pas encore acceptée par mairie@pontgivre.example" in page
    assert "Personne n’attend encore : il faut" in page
    assert any("mairie@pontgivre.example" in mail for mail in outbox())
    assert ready.client.post(f"{ready.home}/ouvrir").status_code == 409
    assert not ready.town().is_open
    accept(make, agree(make, manager_of(make)))
    assert "Ouvrir la commune" in ready.client.get(f"{ready.home}/ouverture").text
    said = ready.client.post(f"{ready.home}/ouvrir", follow_redirects=True).text
    assert "La commune est ouverte. Aucun quartier n’est encore ouvert." in plain(said)
    assert ready.town().is_open


def test_a_town_that_lacks_something_does_not_open(setting_up):
    setting_up.take(setting_up.quartiers(part("Le Pont")))
    assert setting_up.client.post(f"{setting_up.home}/ouvrir").status_code == 409
    assert not setting_up.town().is_open


def test_the_first_manager_finds_every_role_and_a_second_service_is_not_named_alone(
    ready, make, signed_in
):
    mairie = agree(make, manager_of(make))
    again = {"name": "Vie des quartiers", "email": mairie.email}
    ready.client.post(f"{ready.home}/service", data=again)
    accept(make, mairie)
    claire = signed_in(mairie)
    assert claire.get(f"{ready.home}/ouverture").status_code == 200
    assert claire.get(f"{ready.home}/service").status_code == 404
    assert ready.client.post(f"{ready.home}/service", data=again).status_code == 409


def test_the_first_manager_is_named_with_the_password(setting_up, administrator, signed_in):
    page = f"{setting_up.home}/service"
    assert setting_up.client.get(page).status_code == 200
    asked = {"name": "Vie des quartiers", "email": "mairie@pontgivre.example"}
    answer = signed_in(administrator).post(page, data=asked)
    assert "/moi/confirmer" in answer.location


def test_nobody_else_sees_any_of_it(setting_up, make, signed_in):
    page = setting_up.quartiers(part("Le Pont"))
    karima = signed_in(make.resident("Karima Benali"))
    for path in (NEW, f"{setting_up.home}/ouverture", f"{setting_up.home}/regle", page):
        assert karima.get(path).status_code == 404
    other = make.municipality("Autreville")
    elsewhere = page.replace(setting_up.home, f"/administration/communes/{other.id}")
    assert setting_up.client.get(elsewhere).status_code == 404
