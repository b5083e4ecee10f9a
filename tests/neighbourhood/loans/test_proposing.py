"""A thing that is looked for is answered by one’s own thing: proposed, then asked for as usual."""

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import HowEnded
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import answering
from neighbourhood.loans.models.items import Proposal
from neighbourhood.loans.models.loans import Loan
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Reach
from tests.support.wordings import a_ladder

CHOOSE = "Choisir un de mes objets"


@pytest.fixture
def sought(shelf):
    """Marcel looks for a drill in the whole town."""
    wording = a_ladder(title="Je cherche une perceuse", body="", reach=Reach.TOWN)
    return shelf.act(notices.publish, shelf.marcel, direction=Direction.ASK, wording=wording)


@pytest.fixture
def drill(shelf):
    """Paul’s, which he lends within his own quartier: Marcel does not live there."""
    return shelf.item(shelf.paul, title="Une perceuse", reach=Reach.QUARTIER)


@pytest.fixture
def paul(shelf, signed_in):
    return signed_in(shelf.paul)


def way(sought) -> str:
    return f"/prets/proposer/borrow/{sought.id}"


def told(shelf, who) -> list[str]:
    with shelf.make.writing() as session:
        kinds = select(Notification.kind).where(Notification.resident_id == who.id)
        return list(session.scalars(kinds))


def test_it_becomes_a_loan_with_days(shelf, sought, drill, paul, marcel):
    assert marcel.get(drill.path).status_code == 404
    shelf.item(shelf.paul, title="Un moule à gâteau", category="kitchen")
    assert CHOOSE in paul.get(sought.path).text
    page = paul.get(way(sought)).text
    assert page.index("Une perceuse") < page.index("Un moule")
    answer = paul.post(f"{way(sought)}/{drill.id}", follow_redirects=True).text
    assert "proposé à Marcel D., qui peut choisir" in answer
    assert told(shelf, shelf.marcel) == ["loans.thing proposed"]
    mine = marcel.get(sought.path).text
    assert f'href="{drill.path}"' in mine
    assert "Personne n’a encore répondu" not in mine
    assert "Paul L. vous propose cet objet" in marcel.get(drill.path).text
    with shelf.make.writing():
        day = today().isoformat()
    asked = marcel.post(
        f"{drill.path}/demander", data={"first_day": day, "last_day": day, "ready": "0"}
    )
    with shelf.make.writing() as session:
        loan = session.scalars(select(Loan)).one()
    assert asked.headers["Location"] == loan.path
    assert "Terminer mon annonce" not in marcel.get(sought.path).text
    shelf.act(answering.accept, shelf.paul, loan)
    assert f'href="{sought.path}"' in marcel.get(loan.path).text
    assert "Terminer mon annonce" in marcel.get(sought.path).text
    assert marcel.post(f"{sought.path}/retirer").status_code == 303
    assert shelf.fresh(sought).is_over


def test_who_was_not_proposed_it_sees_it_no_more_than_before(shelf, sought, drill, paul, signed_in):
    paul.post(f"{way(sought)}/{drill.id}")
    assert signed_in(shelf.ines).get(drill.path).status_code == 404
    assert f'href="{drill.path}"' not in signed_in(shelf.ines).get(sought.path).text


def test_a_thing_is_proposed_once_and_three_are_enough(shelf, sought, drill, paul):
    assert paul.post(f"{way(sought)}/{drill.id}").status_code == 303
    again = paul.post(f"{way(sought)}/{drill.id}")
    assert again.status_code == 409
    assert "déjà proposé cet objet" in again.text
    statuses = []
    for _ in range(3):
        other = shelf.item(shelf.paul)
        statuses.append(paul.post(f"{way(sought)}/{other.id}").status_code)
    assert statuses == [303, 303, 409]
    assert len(told(shelf, shelf.marcel)) == 3
    assert paul.post(f"{way(sought)}/autre").status_code == 409
    assert "c’est assez pour choisir" in paul.get(way(sought)).text
    paul.post(f"{drill.path}/retirer")
    assert "c’est assez pour choisir" not in paul.get(way(sought)).text
    assert paul.post(f"{way(sought)}/{other.id}").status_code == 303


def test_what_was_put_up_for_it_stands_on_the_shelf_even_when_three_are_proposed(
    shelf, sought, paul
):
    draft = paul.post(f"{way(sought)}/autre").headers["Location"].split("draft=")[1]
    step = {"title": "Ma perceuse", "category": "tools", "condition": "good", "days": "5"}
    terms = {"renewals": "1", "reach": Reach.QUARTIER}
    for page in ("", "/objet", "/regles"):
        paul.post(f"/prets/ajouter{page}", data={**step, **terms, "draft": draft})
    for _ in range(3):
        paul.post(f"{way(sought)}/{shelf.item(shelf.paul).id}")
    last = paul.post("/prets/ajouter/apercu", data={"draft": draft})
    assert "/prets/objets/" in last.headers["Location"]
    assert len(told(shelf, shelf.marcel)) == 3


@pytest.mark.parametrize("end", ["apart", "over", "own", "another’s"])
def test_nobody_proposes(shelf, sought, drill, paul, marcel, end):
    browser, item, status = paul, drill, 409
    if end == "apart":
        shelf.keep_apart(shelf.marcel, shelf.paul)
        status = 404
    elif end == "over":
        shelf.act(notices.finish, shelf.marcel, sought, how=HowEnded.NOT_NEEDED)
        status = 410
    elif end == "own":
        browser, item = marcel, shelf.item(shelf.marcel)
    else:
        item, status = shelf.item(shelf.ines), 404
    assert browser.post(f"{way(sought)}/{item.id}").status_code == status
    assert told(shelf, shelf.marcel) == []
    if end in {"own", "over"}:
        assert CHOOSE not in browser.get(sought.path).text


def test_what_is_put_up_for_it_is_proposed_at_once(shelf, sought, paul):
    begun = paul.post(f"{way(sought)}/autre").headers["Location"]
    draft = begun.split("draft=")[1]
    step = {"title": "Ma perceuse", "category": "tools", "condition": "good", "days": "5"}
    terms = {"renewals": "1", "reach": Reach.QUARTIER}
    for page in ("", "/objet", "/regles"):
        answer = paul.post(f"/prets/ajouter{page}", data={**step, **terms, "draft": draft})
        assert answer.status_code == 303
    assert "proposé à Marcel D." in paul.get(answer.headers["Location"]).text
    last = paul.post("/prets/ajouter/apercu", data={"draft": draft})
    assert last.headers["Location"] == sought.path
    assert told(shelf, shelf.marcel) == ["loans.thing proposed"]


@pytest.mark.parametrize("leaving", ["marcel", "paul"])
def test_nothing_is_left_of_it_of_whoever_leaves(shelf, sought, drill, paul, leaving):
    paul.post(f"{way(sought)}/{drill.id}")
    who = getattr(shelf, leaving).id
    with shelf.make.writing() as session:
        assert "borrow" in repr(list(HOLDINGS["loans"].read(who)))
        HOLDINGS["loans"].erase(who)
        session.flush()
        assert session.scalars(select(Proposal)).all() == []
