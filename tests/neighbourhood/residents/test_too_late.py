"""The day that was said is the last one, whenever the night has run that erases."""

from tests.support.news import plain

PASSWORD = "une petite phrase"


def test_nobody_comes_back_after_the_day_that_was_said_even_before_the_night(
    karima, enter, reread, move_clock
):
    enter(karima).post("/moi/fermer", data={"present": PASSWORD})
    move_clock(days=14, hours=1)
    browser = enter(karima)
    assert browser.first.location == "/compte-ferme"
    page = plain(browser.get("/compte-ferme").text)
    assert "Le délai pour revenir est passé" in page
    assert "/compte-ferme/revenir" not in page
    answer = browser.post("/compte-ferme/revenir")
    assert "Ce compte n’attend plus" in plain(answer.text)
    assert not reread(karima).is_active
