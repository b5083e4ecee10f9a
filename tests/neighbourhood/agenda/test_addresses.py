"""Secret addresses: what they show, to whom, and for how long."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.agenda.jobs import keep_up
from neighbourhood.agenda.models.addresses import MOST_ADDRESSES, CalendarAddress
from neighbourhood.agenda.policies import EnoughAddresses
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import cancelling, coming, moving
from neighbourhood.groups.actions import entering, making
from tests.neighbourhood.agenda.conftest import workshop
from tests.support.calendars import both, by_vobject, lines
from tests.support.wordings import a_group


def told(visitor, path: str) -> list[dict]:
    answer = visitor.get(path)
    assert answer.status_code == 200
    lines(answer.data)
    return by_vobject(answer.data)


def test_one_takes_along_what_one_goes_to_or_what_is_near(hall, visitor):
    gathering = hall.gathering(title="Apéro de la cour")
    hall.table(hall.ines, title="Un couscous")
    hall.follow(workshop())
    hall.come(hall.marcel, gathering)
    shown = {
        shows: [one["title"] for one in told(visitor, hall.address(hall.marcel, *shows))]
        for shows in (("mine",), ("quartier",), ("mine", "town"))
    }
    assert shown["mine",] == ["Apéro de la cour"]
    assert sorted(shown["quartier",]) == ["Apéro de la cour", "Un couscous"]
    assert sorted(shown["mine", "town"]) == ["Apéro de la cour", "Atelier vélo", "Un couscous"]


def test_it_names_nobody_and_no_home(hall, visitor):
    hall.gathering(title="Jeux", at_home=True)
    written = visitor.get(hall.address(hall.marcel, "town")).text
    assert "Jeux" in written
    for name in ("Karima", "Benali", "Marcel", "Dupont"):
        assert name not in written


def test_it_is_kept_as_a_fingerprint_and_shown_once(app, hall, karima):
    page = karima.post("/agenda/mes-calendriers", data={"shows": ["mine", "quartier"]}).text
    token = page.partition("/agenda/flux/")[2].partition(".ics")[0]
    assert len(token) > 40
    assert token not in karima.get("/agenda/mes-calendriers").text
    with app.app_context():
        row = db.session.scalars(select(CalendarAddress)).one()
        assert row.shows == ["mine", "quartier"]
        assert token not in row.fingerprint
    assert karima.post("/agenda/mes-calendriers", data={}).status_code == 422
    assert karima.post("/agenda/mes-calendriers", data={"shows": "all"}).status_code == 422


def test_one_tap_ends_it_and_one_may_go_back_for_ten_minutes(
    app, hall, karima, visitor, move_clock
):
    path = hall.address(hall.karima, "mine")
    with app.app_context():
        number = db.session.scalar(select(CalendarAddress.id))
    here = f"/agenda/mes-calendriers/{number}"
    assert karima.post(f"{here}/supprimer").status_code == 303
    assert visitor.get(path).status_code == 404
    assert "Revenir en arrière" in karima.get("/agenda/mes-calendriers").text
    assert karima.post(f"{here}/revenir").status_code == 303
    assert visitor.get(path).status_code == 200
    karima.post(f"{here}/supprimer")
    move_clock(minutes=11)
    assert karima.post(f"{here}/revenir").status_code == 409
    with app.app_context():
        keep_up()
        assert db.session.scalar(select(CalendarAddress.id)) is None


def test_nobody_ends_the_address_of_somebody_else(app, hall, marcel):
    hall.address(hall.karima, "mine")
    with app.app_context():
        number = db.session.scalar(select(CalendarAddress.id))
    for word in ("supprimer", "revenir"):
        assert marcel.post(f"/agenda/mes-calendriers/{number}/{word}").status_code == 404


def test_nobody_needs_more_than_a_few(hall):
    for _ in range(MOST_ADDRESSES):
        hall.address(hall.karima, "mine")
    with pytest.raises(EnoughAddresses):
        hall.address(hall.karima, "mine")


def test_an_address_that_another_took_the_place_of_stays_ended(hall, karima):
    for _ in range(MOST_ADDRESSES):
        hall.address(hall.karima, "mine")
    with hall.make.writing() as session:
        number = session.scalars(select(CalendarAddress.id)).first()
    here = f"/agenda/mes-calendriers/{number}"
    assert karima.post(f"{here}/supprimer").status_code == 303
    hall.address(hall.karima, "town")
    answer = karima.post(f"{here}/revenir")
    assert answer.status_code == 409
    assert "Vous avez déjà six calendriers" in answer.text


@pytest.mark.parametrize(
    "gone",
    [
        {"closed_at": now()},
        {"verified_at": None, "quartier_id": None},
        {"suspended_until": now() + timedelta(days=3)},
        {"excluded_at": now()},
    ],
)
def test_it_shows_nothing_once_its_owner_may_not_read(hall, visitor, gone):
    path = hall.address(hall.marcel, "town")
    assert visitor.get(path).status_code == 200
    hall.change(hall.marcel, **gone)
    assert visitor.get(path).status_code == 404


def test_it_follows_whoever_moves_and_stops_what_one_left(hall, visitor):
    gathering = hall.gathering(title="Apéro de la cour")
    hall.come(hall.marcel, gathering)
    path, mine = hall.address(hall.marcel, "quartier"), hall.address(hall.marcel, "mine")
    assert len(told(visitor, path)) == len(told(visitor, mine)) == 1
    with hall.make.writing() as session:
        own = session.query(coming.Coming).filter_by(resident_id=hall.marcel.id).one()
    hall.act(coming.leave, hall.marcel, own)
    assert told(visitor, mine) == []
    hall.change(hall.marcel, quartier_id=hall.port.id)
    assert told(visitor, path) == []


def test_what_moves_and_what_is_called_off_keeps_its_name_with_a_higher_number(hall, visitor):
    gathering = hall.gathering()
    hall.come(hall.marcel, gathering)
    path = hall.address(hall.marcel, "mine")
    (first,) = told(visitor, path)
    assert told(visitor, path) == [first]
    local = hall.date(gathering).starts_at + timedelta(days=1)
    to = moving.Move(day=local.date(), begins=local.time(), minutes=60)
    hall.act(moving.move, hall.karima, hall.date(gathering), to=to)
    (moved,) = told(visitor, path)
    hall.act(cancelling.cancel_date, hall.karima, hall.date(gathering))
    (called_off,) = told(visitor, path)
    assert [one["sequence"] for one in (first, moved, called_off)] == [0, 1, 2]
    assert first["uid"] == moved["uid"] == called_off["uid"]
    assert first["starts"] != moved["starts"]
    assert called_off["status"] == "CANCELLED"


def test_who_has_read_it_is_told_that_nothing_changed_and_nothing_is_written(
    hall, visitor, statements
):
    gathering = hall.gathering()
    path = hall.address(hall.marcel, "town")
    answer = visitor.get(path)
    assert answer.headers["Last-Modified"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    statements.clear()
    again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert not [one for one in statements if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    hall.act(cancelling.cancel_date, hall.karima, hall.date(gathering))
    again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200


def test_two_readers_see_the_same_and_one_may_ask_for_the_head_alone(hall, visitor):
    hall.gathering(title="縁側のお茶会、みなさんどうぞ。للجميع 🥘")
    today = now().date()
    days = f"{today + timedelta(days=3):%Y%m%d}", f"{today + timedelta(days=5):%Y%m%d}"
    hall.follow(
        workshop(more="STATUS:CANCELLED"),
        f"UID:d\nDTSTART;VALUE=DATE:{days[0]}\nDTEND;VALUE=DATE:{days[1]}\nSUMMARY:Vide-grenier",
    )
    path = hall.address(hall.marcel, "town")
    whole = visitor.get(path)
    lines(whole.data)
    found = {one["title"]: one for one in both(whole.data)}
    assert len(found) == 3
    assert found["Atelier vélo"]["status"] == "CANCELLED"
    assert (found["Vide-grenier"]["starts"], found["Vide-grenier"]["ends"]) == (
        (today + timedelta(days=3)).isoformat(),
        (today + timedelta(days=5)).isoformat(),
    )
    head = visitor.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]
    known = {"If-None-Match": head.headers["ETag"]}
    assert visitor.head(path, headers=known).status_code == 304


def test_a_new_address_is_copied_or_opened_and_a_mistake_is_said_once(karima):
    page = karima.post("/agenda/mes-calendriers", data={"shows": "mine"}).text
    assert 'data-behaviour="copy"' in page
    assert 'href="webcal://' in page
    wrong = karima.post("/agenda/mes-calendriers", data={})
    assert wrong.text.count('class="error-summary"') == 1


def test_a_group_has_an_address_of_its_own_until_one_leaves_it(hall, karima, visitor):
    walk, sewing = (
        hall.act(making.make, hall.karima, wording=a_group(title=title))
        for title in (
            "Marche du dimanche",
            "Couture du jeudi",
        )
    )
    for group in (walk, sewing):
        hall.act(entering.enter, hall.marcel, group)
        hall.gathering(title=f"Rencontre de {group.title}", reach=group.circle)
    page = karima.get("/agenda/mes-calendriers").text.replace("\u00a0", " ")
    assert "Groupe « Couture du jeudi »" in page
    address = hall.address(hall.marcel, walk.circle)
    assert [one["title"] for one in told(visitor, address)] == ["Rencontre de Marche du dimanche"]
    hall.act(entering.leave, hall.marcel, walk)
    assert told(visitor, address) == []


def test_how_a_group_is_called_is_told_to_who_is_in_it_alone(hall, karima, visitor):
    walk = hall.act(making.make, hall.marcel, wording=a_group(title="Marche du dimanche"))
    hall.act(entering.enter, hall.karima, walk)
    address = hall.address(hall.karima, walk.circle)
    page = "/agenda/mes-calendriers"
    assert "Marche du dimanche" in karima.get(page).text
    assert "Marche du dimanche" in visitor.get(address).text
    hall.act(entering.leave, hall.karima, walk)
    hall.act(making.edit, hall.marcel, walk, wording=a_group(title="Entraide de Rosa"))
    for said in (karima.get(page).text, visitor.get(address).text):
        assert "Marche du dimanche" not in said
        assert "Entraide de Rosa" not in said
        assert "Un groupe" in said
