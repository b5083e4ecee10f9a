"""A reply and a notice: held back once, or read beside the button that publishes."""

import re

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Direction
from tests.support.wordings import a_shelf
from tests.support.words import plain

LOOKS = "Attention, un homme noir louche traîne en bas."


def test_a_reply_is_held_back_once(make, signed_in):
    karima = make.resident("Karima Benali")
    marcel = make.resident("Marcel Roux", karima.quartier)
    notice = make.act(
        lambda actor: notices.publish(actor, direction=Direction.ASK, wording=a_shelf()), karima
    )
    browser, page = signed_in(marcel), f"/entraide/annonces/{notice.id}/reponses"
    held = browser.post(page, data={"own": LOOKS})
    assert "Dites plutôt ce qu’ils font" in plain(held.text)
    assert LOOKS in plain(held.text)
    with make.writing() as session:
        assert session.query(Reply).count() == 0
    mark = re.search(r'name="heard"[^>]*value="(\w+)"', held.text)[1]
    assert browser.post(page, data={"own": LOOKS, "heard": mark}).status_code == 303
    with make.writing() as session:
        assert session.query(Reply).count() == 1
