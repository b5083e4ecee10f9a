"""A file about many people needs two: who asks, and another who agrees."""

import pytest

from neighbourhood.exports import jobs
from neighbourhood.exports.models import Export, ExportStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.exports.conftest import WHY, YES
from tests.support.carried import press
from tests.support.news import plain

NO = {"answer": "refuse", "words": "Trop de données"}


def test_a_colleague_is_told_agrees_and_the_one_who_asked_takes_it(
    asked, claire, ali, enter, rows, statuses
):
    colleague, asker = enter(ali), enter(claire)
    assert "Un fichier sur plusieurs personnes est demandé" in plain(
        colleague.get("/notifications").text
    )
    page = plain(colleague.get(asked).text)
    assert WHY in page
    assert "Claire Mairie" in page
    press(colleague, asked, data=YES)
    assert statuses() == ["ready"]
    assert "Télécharger le fichier" in plain(asker.get(asked).text)
    assert "Télécharger le fichier" not in plain(colleague.get(asked).text)
    handed = asker.get(f"{asked}/telecharger")
    assert handed.headers["Cache-Control"] == "private, no-store"
    assert handed.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *lines = rows(handed)
    assert head == ["Nom", "Quartier", "Preuve", "Arrivée"]
    [line] = [line for line in lines if line[0].startswith("Karima")]
    assert line[:3] == ["Karima B.", "Les Tanneurs", "adresse prouvée"]
    assert b"karima@" not in handed.data


def test_before_asking_one_reads_that_it_takes_two_and_who_the_second_may_be(
    make, home, town, claire, ali, colleague_of, enter
):
    asking = f"{home}/demander/residents"
    browser = enter(claire)
    page = plain(browser.get(asking).text)
    assert "Il faut deux personnes" in page
    assert "Qui peut répondre : Ali Mairie." in page
    assert "Demander ce fichier" in page
    door = make.address()
    with make.writing() as session:
        for one in (claire, ali):
            session.get_one(Resident, one.id).address_id = door.id
    alone = plain(browser.get(asking).text)
    assert "vous êtes la seule personne à avoir ce rôle" in alone
    assert "Ali Mairie" not in alone
    assert "Demander ce fichier" not in alone


def test_nobody_agrees_to_what_they_asked_for(asked, claire, enter, exports, statuses):
    answer = press(enter(claire), asked, data=YES)
    assert answer.status_code == 403
    assert "ni vous, ni quelqu’un de la même adresse" in plain(answer.text)
    assert statuses() == ["waiting"]
    assert exports()[0].decided_by_id is None


def test_nor_does_an_account_of_whom_nothing_is_proved(
    asked, make, home, ali, claire, enter, statuses
):
    with make.writing() as session:
        session.get_one(Resident, ali.id).verified_at = None
    refused = press(enter(ali), asked, data=YES)
    assert refused.status_code == 403
    assert "n’est pas encore une deuxième personne" in plain(refused.text)
    assert statuses() == ["waiting"]
    alone = enter(claire).post(f"{home}/demander/sights", data={"reason": WHY})
    assert alone.status_code == 409


def test_somebody_whose_name_a_desk_has_seen_agrees(asked, make, ali, karima, enter, statuses):
    with make.writing() as session:
        person = session.get_one(Resident, ali.id)
        person.verified_at = None
        seen = IdentityCheck(resident_id=ali.id, reference="ABCD-EFGH", name=person.full_name)
        seen.seen_by_id, seen.seen_at = karima.id, now()
        session.add(seen)
    assert press(enter(ali), asked, data=YES).status_code == 303
    assert statuses() == ["ready"]


def test_nor_does_somebody_of_their_address(make, asked, claire, ali, enter, statuses):
    door = make.address()
    with make.writing() as session:
        for one in (claire, ali):
            session.get_one(Resident, one.id).address_id = door.id
    assert press(enter(ali), asked, data=YES).status_code == 403
    assert statuses() == ["waiting"]


def test_nor_is_anything_asked_when_nobody_else_could_agree(
    make, home, claire, ali, enter, exports
):
    door = make.address()
    with make.writing() as session:
        for one in (claire, ali):
            session.get_one(Resident, one.id).address_id = door.id
    answer = enter(claire).post(f"{home}/demander/residents", data={"reason": WHY})
    assert answer.status_code == 409
    assert exports() == []


@pytest.mark.parametrize("role", [StaffRole.VERIFY, StaffRole.MODERATE, StaffRole.MANAGE])
def test_nor_a_colleague_of_another_role(asked, town, colleague_of, enter, role, statuses):
    answer = press(enter(colleague_of(town, "Paul Autre", role)), asked, data=YES)
    assert answer.status_code == 404
    assert statuses() == ["waiting"]


def test_nor_another_town(asked, make, colleague_of, enter, statuses):
    far = make.municipality("Autreville")
    stranger = enter(colleague_of(far, "Zoé Loin"))
    elsewhere = asked.replace("/villes/", "/villes/").split("/")
    elsewhere[3] = str(far.id)
    for path in (asked, "/".join(elsewhere)):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, data=YES).status_code == 404
    assert statuses() == ["waiting"]


def test_those_who_run_the_site_are_no_colleagues(asked, home, make, enter, statuses):
    administrator = enter(make.resident("Ada Site", is_administrator=True))
    assert press(administrator, asked, data=YES).status_code == 403
    answer = administrator.post(f"{home}/demander/residents", data={"reason": WHY})
    assert answer.status_code == 403
    assert statuses() == ["waiting"]


def test_after_a_week_nobody_agrees_any_more(app, asked, ali, enter, move_clock, statuses):
    move_clock(days=7, seconds=1)
    assert press(enter(ali), asked, data=YES).status_code == 409
    assert statuses() == ["waiting"]
    with app.app_context():
        jobs.end_exports()
    assert statuses() == ["lapsed"]


def test_a_refusal_says_why_and_nothing_is_made(asked, claire, ali, enter, statuses, is_stored):
    colleague = enter(ali)
    answer = press(colleague, asked, data={"answer": "refuse", "words": " "})
    assert answer.status_code == 422
    press(colleague, asked, data=NO)
    assert statuses() == ["refused"]
    assert not is_stored()
    asker = enter(claire)
    assert "Trop de données" in plain(asker.get(asked).text)
    assert asker.get(f"{asked}/telecharger").status_code == 410
    assert press(colleague, asked, data=YES).status_code == 409


def test_with_nobody_to_agree_nothing_is_asked(home, claire, enter, exports):
    answer = enter(claire).post(f"{home}/demander/residents", data={"reason": WHY})
    assert answer.status_code == 409
    assert "Il faut une deuxième personne" in plain(answer.text)
    assert exports() == []


def test_one_of_a_kind_at_a_time(asked, home, claire, enter, move_clock, statuses):
    browser = enter(claire)
    again = {"reason": "Encore"}
    assert browser.post(f"{home}/demander/residents", data=again).status_code == 409
    assert browser.post(f"{home}/demander/sights", data=again).status_code == 303
    move_clock(days=8)
    assert enter(claire).post(f"{home}/demander/residents", data=again).status_code == 303
    assert statuses() == ["lapsed", "waiting", "waiting"]


def test_what_nobody_declared_is_asked_by_nobody(home, claire, ali, enter):
    assert enter(claire).get(f"{home}/demander/everything").status_code == 404


def test_a_colleague_does_not_take_it_nor_anybody_without_the_password(
    ready, claire, ali, enter, signed_in
):
    assert enter(ali).get(ready).status_code == 404
    assert "/moi/confirmer" in signed_in(claire).get(ready).location


@pytest.mark.parametrize("before", ExportStatus)
@pytest.mark.parametrize("after", ExportStatus)
def test_a_file_goes_one_way(before, after):
    allowed = {
        ("waiting", "preparing"),
        ("waiting", "refused"),
        ("waiting", "lapsed"),
        ("preparing", "ready"),
        ("preparing", "refused"),
        ("preparing", "gone"),
        ("ready", "gone"),
    }
    export = Export(status=before)
    if (before.value, after.value) in allowed:
        export.become(after)
        assert export.status is after
        return
    with pytest.raises(IllegalMove):
        export.become(after)
