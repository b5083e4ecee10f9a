"""Calendars of partners: looked at, followed, read every day, stopped in one tap."""

import pytest
from sqlalchemy import select

from neighbourhood.agenda.gateways import Pretend
from neighbourhood.agenda.jobs import take_all
from neighbourhood.agenda.models.outside import MOST_CALENDARS
from neighbourhood.agenda.policies import EnoughCalendars, KnownAlready
from neighbourhood.agenda.reporting import EVENT
from neighbourhood.agenda.trials import look_at
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.notifications.models import Notification
from tests.neighbourhood.agenda.conftest import URL, month_of, workshop
from tests.support.calendars import calendar


def standing(hall) -> dict[str, str]:
    return {event.title: event.status.value for event in hall.events()}


def cards(hall) -> list[str]:
    with hall.app.app_context():
        listed = select(Card.title).where(Card.about == "outside_event", Card.listed)
        return sorted(db.session.scalars(listed))


def news(hall, who) -> list[str]:
    with hall.app.app_context():
        mine = select(Notification.kind).where(
            Notification.resident_id == who.id, Notification.read_at.is_(None)
        )
        return list(db.session.scalars(mine))


def test_a_partner_looks_first_then_follows(hall, site, sophie, marcel):
    site.pages[URL] = calendar(workshop(), "UID:x\nDTSTART:20990101T100000Z\nSUMMARY: ")
    here = f"/partenaires/{hall.centre.id}/agenda"
    assert "sans les écrire deux fois" in sophie.get(here).text
    form = {"name": "Les ateliers", "url": URL.replace("https://", "webcal://"), "quartier": ""}
    page = sophie.post(f"{here}/suivre", data=form)
    assert "Atelier vélo" in page.text
    assert "Ligne" in page.text
    assert hall.events() == []
    done = sophie.post(f"{here}/suivre", data={**form, "is_sure": "y"})
    assert done.status_code == 303
    assert "Atelier vélo" in sophie.get(done.location).text
    assert "Les ateliers" in sophie.get(here).text
    (event,) = hall.events()
    shown = marcel.get(event.path).text
    assert "Atelier vélo" in shown
    assert "Centre social" in shown
    assert marcel.get(here).status_code == 404


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://agenda.example.org/a.ics", "https://"),
        ("pas une adresse", "https://"),
        ("https://ailleurs.example.org/a.ics", "Personne ne répond."),
        (URL, "ligne 1"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_address_and_nothing_typed_is_lost(
    hall, site, sophie, url, said
):
    site.pages[URL] = b"<html>Connexion</html>"
    form = {"name": "Les ateliers", "url": url, "quartier": ""}
    page = sophie.post(f"/partenaires/{hall.centre.id}/agenda/suivre", data=form)
    assert page.status_code == 422
    assert said in page.text
    assert "Les ateliers" in page.text


def test_to_read_it_again_changes_nothing_and_what_changed_there_changes_here(hall, site):
    followed = hall.follow(workshop("velo"), workshop("pain", "Four à pain", days=9))
    before = [(event.id, event.title) for event in hall.events()]
    hall.read(followed)
    assert [(event.id, event.title) for event in hall.events()] == before
    site.pages[URL] = calendar(
        workshop("velo", "Atelier vélo et trottinette", days=8, more="STATUS:CANCELLED")
    )
    hall.read(followed)
    assert standing(hall) == {"Atelier vélo et trottinette": "cancelled", "Four à pain": "gone"}
    assert {event.id for event in hall.events()} == {number for number, _ in before}
    site.pages[URL] = calendar(workshop("velo"), workshop("pain", "Four à pain", days=9))
    hall.read(followed)
    assert standing(hall) == {"Atelier vélo": "planned", "Four à pain": "planned"}


def test_what_is_over_stays_when_its_calendar_forgets_it(hall, site, move_clock):
    followed = hall.follow(workshop("velo", days=1), workshop("pain", "Four à pain", days=9))
    move_clock(days=3)
    site.pages[URL] = calendar()
    hall.read(followed)
    assert standing(hall) == {"Atelier vélo": "planned", "Four à pain": "gone"}


def test_a_calendar_that_fails_keeps_its_events_and_its_partner_is_told_once(hall, site, sophie):
    followed = hall.follow(workshop())
    site.why = "Le site ne répond pas."
    for _ in range(3):
        with hall.app.app_context():
            take_all()
    assert news(hall, hall.sophie) == ["agenda.fails"]
    assert "Le site ne répond pas." in sophie.get(hall.fresh(followed).path).text
    assert standing(hall) == {"Atelier vélo": "planned"}
    site.why = ""
    hall.read(followed)
    assert hall.fresh(followed).failing_since is None
    site.why = "Le site ne répond pas."
    hall.read(followed)
    assert news(hall, hall.sophie).count("agenda.fails") == 1


def test_it_is_stopped_in_one_tap_and_followed_again(hall, sophie, marcel):
    followed = hall.follow(workshop(days=2))
    (event,) = hall.events()
    assert cards(hall) == ["Atelier vélo"]
    assert sophie.post(f"{followed.path}/arreter").status_code == 303
    assert "Reprendre" in sophie.get(followed.path).text
    assert marcel.get(event.path).status_code == 404
    assert "Atelier vélo" not in marcel.get(month_of(event)).text
    assert cards(hall) == []
    assert sophie.post(f"{followed.path}/arreter").status_code == 409
    assert sophie.post(f"{followed.path}/reprendre").status_code == 303
    assert marcel.get(event.path).status_code == 200
    assert cards(hall) == ["Atelier vélo"]
    assert sophie.post(f"{followed.path}/maintenant").status_code == 303


def test_the_timeline_shows_the_next_few_in_the_week_before(hall, move_clock):
    followed = hall.follow(
        *(workshop(f"{n}", f"Atelier {n}", days=n + 1) for n in range(5)),
        workshop("loin", "Dans un mois", days=30),
    )
    assert cards(hall) == ["Atelier 0", "Atelier 1", "Atelier 2"]
    move_clock(days=2)
    hall.read(followed)
    assert "Atelier 0" not in cards(hall)
    assert "Atelier 3" in cards(hall)


def test_a_suspended_partner_shows_nothing(hall, marcel):
    hall.follow(workshop())
    hall.change(hall.centre, accredited_at=None)
    (event,) = hall.events()
    assert marcel.get(event.path).status_code == 404
    assert "Atelier vélo" not in marcel.get(month_of(event)).text


def test_an_event_that_is_hidden_is_told_to_be_and_comes_back(hall, marcel):
    hall.follow(workshop(days=2))
    (event,) = hall.events()
    with hall.app.app_context(), transaction():
        EVENT.hide(db.session.get_one(type(event), event.id))
    answer = marcel.get(event.path)
    assert answer.status_code in {404, 410}
    assert "Atelier vélo" not in answer.text
    assert "Atelier vélo" not in marcel.get(month_of(event)).text
    assert cards(hall) == []
    with hall.app.app_context(), transaction():
        EVENT.restore(db.session.get_one(type(event), event.id))
    assert "Signaler" in marcel.get(event.path).text
    assert cards(hall) == ["Atelier vélo"]


def test_a_partner_follows_a_few_each_once(hall):
    for number in range(MOST_CALENDARS):
        hall.follow(url=f"{URL}?{number}")
    with pytest.raises(EnoughCalendars):
        hall.follow(url=URL)
    with pytest.raises(KnownAlready):
        hall.follow(url=f"{URL}?0")


def test_the_calendars_of_the_demonstration_are_read_from_files(app):
    with app.app_context():
        found, _digest = look_at("https://centre-social.example/agenda.ics", Pretend())
    assert not found.left_out
    assert {one.title for one in found.events} > {"Café des parents"}
    assert any(one.whole_days for one in found.events)
