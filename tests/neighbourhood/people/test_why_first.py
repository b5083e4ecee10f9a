"""Every page about one person, and every press on it, waits until one says why."""

from neighbourhood.people.kinds import SEEN
from neighbourhood.people.views import person
from tests.support.saying import Saying

RETURNS = "/administration/personnes/{}/aider/e-mail-revient"
FACTORS = "/administration/personnes/{}/retirer-deuxieme-preuve"


def test_nothing_is_shown_nor_done_before_one_says_why(town_desk, desk, karima, outbox, noted):
    factors = FACTORS.format(karima.id)
    for browser, path in ((town_desk, RETURNS.format(karima.id)), (desk, factors)):
        for answer in (browser.get(path), browser.post(path, data={"reason": "x"})):
            assert answer.status_code == 303
            assert answer.location.startswith(f"/raison/{SEEN.code}/{karima.id}")
    assert outbox() == noted(karima) == []


def test_a_help_without_a_reason_is_refused(town_desk, karima, monkeypatch, noted):
    browser = Saying(town_desk)
    assert browser.get(RETURNS.format(karima.id)).status_code == 200
    monkeypatch.setattr(person, "reason_given", lambda *_given: None)  # it ran out meanwhile
    assert browser.post(RETURNS.format(karima.id)).status_code == 403
    assert [act for act, _reason in noted(karima)] == [SEEN.code]
