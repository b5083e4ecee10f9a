"""A page that cannot be used where a need stands says what is true, and leads where one can act."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.queries import said_of
from neighbourhood.needs.versions import NeedRevision, RevisionOf, RevisionStatus
from tests.neighbourhood.funding.test_views import plain

TRUE = {
    ("modifier", "submitted"): "attend sa relecture",
    ("modifier", "open"): "écrivez une correction",
    ("modifier", "proved"): "écrivez une correction",
    ("modifier", "withdrawn"): "est retiré",
    ("corriger", "draft"): "n’est pas encore publié",
    ("corriger", "submitted"): "attend sa relecture",
    ("corriger", "withdrawn"): "est retiré",
    ("preuve", "draft"): "n’est pas encore publié",
    ("preuve", "submitted"): "attend sa relecture",
    ("preuve", "open"): "La collecte est encore en cours",
    ("preuve", "withdrawn"): "est retiré",
    ("merci", "draft"): "n’est pas encore publié",
    ("merci", "open"): "quand tout l’argent est réuni",
    ("merci", "withdrawn"): "est retiré",
}


def need_in(office, neighbour, status):
    if status in {"draft", "submitted", "open"}:
        return getattr(office, status)()
    need = office.open(target_cents=2000)
    if status == "withdrawn":
        office.withdraw(need)
    else:
        office.give(neighbour, need, 2000)
        office.prove(need)
    return need


@pytest.mark.parametrize(("page", "status"), TRUE)
def test_a_page_that_is_not_for_now_says_why_and_shows_the_need(
    office, neighbour, signed_in, page, status
):
    need = need_in(office, neighbour, status)
    browser = signed_in(office.author)
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    answer = browser.get(f"{there}/{page}")
    assert answer.status_code == 303
    assert answer.location == there
    shown = plain(browser.get(there).text)
    assert TRUE[page, status] in shown
    assert "a changé" not in shown
    assert browser.post(f"{there}/{page}").status_code == 409


def test_a_correction_that_is_being_read_is_shown_instead_of_a_form(app, office, signed_in):
    need = office.open()
    with office.at_work():
        found = db.session.get_one(Need, need.id)
        assert found.status is NeedStatus.OPEN
        said = said_of(found, RevisionOf.NEED)
        waiting = NeedRevision(
            need_id=need.id,
            about=RevisionOf.NEED,
            author_id=office.author.id,
            before=said,
            after=said,
            status=RevisionStatus.SUBMITTED,
        )
        db.session.add(waiting)
        db.session.flush()
        number = waiting.id
    browser = signed_in(office.author)
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    assert browser.get(f"{there}/corriger").location == f"{there}/versions/{number}"
    assert "attend déjà sa relecture" in plain(browser.get(f"{there}/versions/{number}").text)
