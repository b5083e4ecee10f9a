"""The inbox: emptied in one tap, and filled again within ten minutes."""

import pytest

from neighbourhood.notifications.models import Notification
from tests.support.news import unread


@pytest.fixture
def karima(make):
    karima = make.resident("Karima Benali")
    with make.writing() as session:
        for path in ("/a", "/b"):
            row = Notification(resident_id=karima.id, kind="welcome_home", details={}, path=path)
            session.add(row)
    return karima


def test_what_was_marked_as_read_in_one_tap_is_new_again(make, signed_in, karima):
    browser = signed_in(karima)
    page = browser.post("/notifications/lues", follow_redirects=True).text
    assert unread(make, karima) == []
    assert "Vous pouvez revenir en arrière" in page
    browser.post("/notifications/non-lues")
    assert len(unread(make, karima)) == 2


def test_what_was_read_before_stays_read(make, signed_in, karima):
    browser = signed_in(karima)
    browser.post(f"/notifications/{unread(make, karima)[0].id}")
    browser.post("/notifications/lues")
    browser.post("/notifications/non-lues")
    assert [row.path for row in unread(make, karima)] == ["/b"]


def test_a_page_asked_for_by_its_head_marks_nothing(make, signed_in, karima):
    with make.writing() as session:
        session.query(Notification).update({"also": "/notifications"})
    browser = signed_in(karima)
    browser.head("/notifications")
    assert len(unread(make, karima)) == 2
    browser.get("/notifications")
    assert unread(make, karima) == []
