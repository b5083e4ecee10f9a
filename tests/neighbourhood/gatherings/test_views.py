"""The pages of gatherings: coming, and what each may do and read there."""

from datetime import timedelta
from io import BytesIO

from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import afterwards, coming
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.models.coming import Snapshot
from neighbourhood.gatherings.models.gatherings import Rhythm, Supply
from tests.support.carried import carried
from tests.support.photos import taken_somewhere


def test_those_it_reaches_see_it_in_the_list_and_come_in_one_tap(app, court, marcel, signed_in):
    gathering = court.gathering(capacity=2)
    date = court.first(gathering)
    assert "L’apéro des voisins" in marcel.get("/rencontres").text
    page = marcel.get(gathering.path)
    assert "Je viens" in page.text
    marcel.post(f"{date.path}/venir", data={**carried(page), "party": "2"})
    page = marcel.get(date.path).text
    assert "2 places sont gardées pour vous" in page
    assert "vous venez" in marcel.get("/rencontres/miennes").text
    ines = signed_in(court.ines)
    assert "Me mettre sur la liste d’attente" in ines.get(date.path).text
    ines.post(f"{date.path}/venir", data={"party": "1"})
    waits = ines.get(date.path).text
    assert "Rang 1" in waits
    assert "Quitter la liste d’attente" in waits
    assert signed_in(court.paul).get(gathering.path).status_code == 404


def test_leaving_is_one_tap_and_so_is_the_way_back(court, marcel):
    date = court.first(court.gathering())
    own = court.come(court.marcel, date)
    marcel.post(f"/rencontres/reponses/{own.id}/quitter")
    page = marcel.get(date.path).text
    assert "Finalement, je viens" in page
    marcel.post(f"/rencontres/reponses/{own.id}/revenir")
    assert court.states(date) == {"Marcel": "coming"}


def test_nobody_answers_in_the_place_of_another(court, marcel, signed_in):
    date = court.first(court.gathering())
    own = court.come(court.marcel, date)
    ines = signed_in(court.ines)
    for page in ("quitter", "revenir", "accepter", "convient"):
        assert ines.post(f"/rencontres/reponses/{own.id}/{page}").status_code == 404
    for page in ("deplacer", "annuler", "arreter"):
        assert ines.post(f"{date.path}/{page}").status_code == 404


def test_a_home_shows_its_quartier_alone(app, court, marcel, signed_in):
    date = court.first(court.gathering(at_home=True))
    page = marcel.get(date.path).text
    assert "chez la personne qui invite, quartier Les Tanneurs" in page
    with app.app_context():
        home = db.session.merge(court.karima)
        assert home.address is None or home.address.label not in page
    assert "lue par l’hôte, qui vous répond." in page
    marcel.post(f"{date.path}/venir", data={"party": "1"})
    asked = marcel.get(date.path).text
    assert "vous répond bientôt" in asked
    assert "Mettre dans mon agenda" not in asked
    karima = signed_in(court.karima).get(date.path).text
    assert "Demandent à venir" in karima
    assert "Personne n’a encore répondu" not in karima
    assert "Mettre dans mon agenda" in karima
    assert "Reprendre ma demande" in asked
    assert "Je ne viens plus" not in asked
    marcel.post(f"/rencontres/reponses/{court.of(court.marcel, date).id}/quitter")
    assert "Demander de nouveau" in marcel.get(date.path).text
    assert marcel.get(f"{date.path}/affiche.pdf").status_code == 404


def test_things_are_taken_on_and_given_back(app, court, marcel):
    gathering = court.gathering(wanted=[Wanted(name="salades", number=2)])
    date = court.first(gathering)
    court.come(court.marcel, date)
    with app.app_context():
        supply = db.session.query(Supply).one().id
    marcel.post(f"{date.path}/apporter/{supply}")
    page = marcel.get(date.path).text
    assert "il en faut encore 1" in page
    assert "Finalement non" in page
    marcel.post(f"{date.path}/apporter/{supply}", data={"go": "give back"})
    assert "il en faut encore 2" in marcel.get(date.path).text
    assert marcel.get(f"{date.path}/liste.pdf").data.startswith(b"%PDF")
    assert marcel.get(f"{date.path}/affiche.pdf").data.startswith(b"%PDF")


def test_afterwards_hosts_alone_read_who_came_and_thanks(court, karima, marcel, signed_in):
    date = court.first(court.gathering())
    own = court.come(court.marcel, date)
    court.come(court.ines, date)
    court.has_been_held(date)
    karima.post(f"{date.path}/presents", data={"came": [str(own.id)]})
    assert court.fresh(own).attended is True
    assert court.of(court.ines, date).attended is False
    marcel.post(f"{date.path}/merci", data={"text": "Merci à tous, quelle soirée."})
    marcel.post(f"{date.path}/jy-etais", data={"there": "yes"})
    assert "quelle soirée" in karima.get(date.path).text
    page = signed_in(court.ines).get(date.path).text
    assert "quelle soirée" not in page
    assert "Qui est venu" not in page
    assert "y était" in page


def test_a_photo_is_seen_by_those_who_came_once_a_host_agrees(
    app, court, karima, marcel, signed_in
):
    date = court.first(court.gathering())
    for who in (court.marcel, court.ines):
        court.come(who, date)
    court.has_been_held(date)
    jpeg = taken_somewhere(640, 480, comment=b"x")

    def sent(**more):
        data = {"photo": (BytesIO(jpeg), "table.jpg"), "description": "La table", **more}
        return marcel.post(f"{date.path}/photos", data=data)

    forgotten = sent()
    assert forgotten.status_code == 422
    assert "Choisissez de nouveau la photo" in forgotten.text
    assert "Cochez cette case si" in forgotten.text
    assert sent(all_agree="y").status_code == 303
    ines = signed_in(court.ines)
    assert "La table" not in ines.get(date.path).text
    with app.app_context():
        photo = db.session.query(Snapshot).one()
    karima.post(f"/rencontres/photos/{photo.id}/montrer")
    address = f"/rencontres/photos/{photo.id}/{photo.name}"
    assert ines.get(address).status_code == 200
    assert signed_in(court.omar).get(address).status_code == 404
    ines.post(f"/rencontres/photos/{photo.id}/retirer")
    assert marcel.get(address).status_code == 404
    ines.post(f"/rencontres/photos/{photo.id}/revenir")
    assert marcel.get(address).status_code == 200
    court.act(afterwards.take_down, court.ines, photo)


def test_hosts_move_and_call_off_and_go_back_on_it(court, karima, marcel):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    first, second, *_rest = court.dates(series)
    court.act(coming.come_to_all, court.marcel, series)
    page = karima.get(f"{second.path}/deplacer")
    assert "Celle-ci et les suivantes" in page.text
    day = (second.starts_at + timedelta(days=1)).date().isoformat()
    typed = {"day": day, "hour": "19:00", "minutes": "90", "place": "au parc", "span": "following"}
    moved = karima.post(f"{second.path}/deplacer", data={**carried(page), **typed})
    assert moved.status_code == 303, moved.text
    asked = marcel.get(second.path).text.replace("\xa0", " ")
    assert "Oui, cela me va" in asked
    assert "lieu : au parc (avant : place aux Herbes)" in asked
    asked = karima.get(f"{first.path}/annulation").text
    for choice in ("cette date seulement", "celle-ci et les suivantes", "toutes les dates à venir"):
        assert f"Annuler {choice}" in asked
    assert marcel.get(f"{first.path}/annulation").status_code == 404
    karima.post(f"{first.path}/annuler")
    called_off = marcel.get(first.path).text
    assert "gardée pour vous" not in called_off
    assert "Je ne viens plus" not in called_off
    assert "Ajouter une chose" not in karima.get(first.path).text
    for paper in ("affiche", "liste"):
        assert karima.get(f"{first.path}/{paper}.pdf").status_code == 404
    assert "Rétablir cette date" in karima.get(first.path).text
    karima.post(f"{first.path}/revenir")
    karima.post(f"{second.path}/arreter")
    assert "Rétablir les dates" in karima.get(series.path).text
    karima.post(f"{series.path}/revenir")
    assert not any(one.is_cancelled for one in court.dates(series))
    karima.post(f"{series.path}/annuler")
    assert "annulée" in marcel.get(first.path).text
