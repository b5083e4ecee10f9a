"""What a resident does not want to be told of: a kind of news, or what one person does."""

import pytest
from sqlalchemy import select

from neighbourhood.notifications import mails as written
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.notifications.models import Mute, Notification, What
from tests.support.making import Make

TOLD, WAITS = "exchanges.thanked", "exchanges.replied"
BINDS = "moderation.decided"


@pytest.fixture
def people(make: Make):
    quartier = make.quartier()
    return [make.resident(name, quartier) for name in ("Karima Benali", "Marcel Lefèvre")]


@pytest.fixture
def tell(make, people):
    """Tell Karima of what Marcel did; return what stands in her inbox by then."""
    karima, marcel = people

    def told(code: str) -> list[str]:
        with make.writing() as session:
            said = {"name": "Marcel", "title": "Une étagère"}
            notify(karima.id, KINDS[code], path="/entraide", by=marcel.id, **said)
            return list(session.scalars(select(Notification.kind).order_by(Notification.id)))

    return told


@pytest.fixture
def muted(make, people):
    def mute(what: What, **of):
        with make.writing() as session:
            session.add(Mute(resident_id=people[0].id, what=what, **of))

    return mute


@pytest.fixture
def mails(monkeypatch):
    sent = []
    monkeypatch.setattr(written, "send_later", lambda *one, **_more: sent.append(one))
    return sent


def test_without_a_mute_both_are_told(tell, mails):
    assert tell(TOLD) == [TOLD]
    assert tell(WAITS) == [TOLD, WAITS]
    assert len(mails) == 1


@pytest.mark.parametrize("what", [What.KIND, What.PERSON])
def test_what_is_muted_is_told_no_more(tell, muted, people, what):
    muted(what, **({"kind": TOLD} if what is What.KIND else {"thing_id": people[1].id}))
    assert tell(TOLD) == []


def test_what_waits_for_them_still_stands_there_without_a_mail(tell, muted, people, mails):
    muted(What.PERSON, thing_id=people[1].id)
    assert tell(WAITS) == [WAITS]
    assert mails == []


def test_a_mute_is_made_and_taken_back_in_one_tap(tell, people, signed_in, make):
    tell(TOLD)
    browser = signed_in(people[0])
    with make.writing() as session:
        news = session.scalars(select(Notification.id)).one()
    assert "Ne plus me dire ce genre de choses" in browser.get("/notifications").text
    for what in ("kind", "person"):
        answer = browser.post(f"/notifications/{news}/silence", data={"what": what})
        assert answer.status_code == 303
    assert "Marcel Lefèvre" in browser.get("/moi/silences").text
    for what, of in (("kind", {"kind": TOLD}), ("person", {"thing_id": people[1].id})):
        assert browser.post("/moi/silences/fin", data={"what": what, **of}).status_code == 303
    assert "Vous êtes au courant de tout" in browser.get("/moi/silences").text


def test_what_is_decided_about_them_is_told_whatever_they_muted(tell, muted, people, mails):
    for kind in (BINDS, TOLD):
        muted(What.KIND, kind=kind)
    muted(What.PERSON, thing_id=people[1].id)
    assert tell(TOLD) == []
    assert tell(BINDS) == [BINDS]
    assert len(mails) == 1


def test_a_decision_offers_no_mute_and_takes_none(tell, people, signed_in, make):
    tell(BINDS)
    with make.writing() as session:
        news = session.scalars(select(Notification.id)).one()
    browser = signed_in(people[0])
    assert "Ne plus me dire ce genre de choses" not in browser.get("/notifications").text
    answer = browser.post(f"/notifications/{news}/silence", data={"what": "kind"})
    assert answer.status_code == 404


def test_whoever_is_told_again_stays_on_the_list(tell, people, signed_in, muted):
    muted(What.KIND, kind=TOLD)
    answer = signed_in(people[0]).post("/moi/silences/fin", data={"what": "kind", "kind": TOLD})
    assert answer.location == "/moi/silences"


def test_nonsense_mutes_nothing(tell, people, signed_in, make):
    tell(TOLD)
    with make.writing() as session:
        news = session.scalars(select(Notification.id)).one()
    browser = signed_in(people[0])
    for said, status in (({}, 422), ({"what": "everything"}, 422), ({"what": "conversation"}, 404)):
        answer = browser.post(f"/notifications/{news}/silence", data=said)
        assert answer.status_code == status
