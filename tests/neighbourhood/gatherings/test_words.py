"""The few words that hosts add when they call off, or move."""

from datetime import timedelta

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.gatherings.actions import coming, hosts
from neighbourhood.gatherings.models.gatherings import Rhythm
from tests.support.carried import carried, press

WHY = "La salle est prise, on se retrouve la semaine d’après."


def read_mail(outbox) -> str:
    return "".join(outbox()).replace("=\n", "")


def test_words_about_a_date_called_off_are_on_its_page_in_the_news_and_in_the_mail(
    court, karima, marcel, outbox
):
    date = court.first(court.gathering())
    court.come(court.marcel, date)
    page = karima.get(f"{date.path}/annulation")
    assert "Un mot pour les personnes qui viennent" in page.text
    there = f"/rencontres/{date.gathering_id}/annuler"
    sent = karima.post(there, data={**carried(page, there), "words": WHY})
    assert sent.status_code == 303
    assert WHY in marcel.get(date.path).text
    assert WHY in marcel.get("/notifications").text
    assert "on se retrouve la semaine" in read_mail(outbox)
    karima.post(f"/rencontres/{date.gathering_id}/revenir")
    assert WHY not in marcel.get(date.path).text


def test_words_that_show_a_telephone_are_asked_about_and_kept_with_the_way_that_was_chosen(
    court, karima
):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    date = court.first(series)
    asked = karima.post(f"{date.path}/arreter", data={"words": "Appelez le 06 12 34 56 78."})
    assert asked.status_code == 200
    assert "Envoyer quand même" in asked.text
    assert "Annuler celle-ci et les suivantes" in asked.text
    assert "Annuler cette date seulement" not in asked.text
    typed = {**carried(asked), "words": "Appelez le 06 12 34 56 78."}
    assert karima.post(f"{date.path}/arreter", data=typed).status_code == 303
    assert all(one.is_cancelled for one in court.dates(series))
    too_long = karima.post(f"{date.path}/annuler", data={"words": "a" * 301})
    assert too_long.status_code == 422


def test_words_about_a_move_are_read_by_whoever_is_asked_whether_it_suits(court, karima, marcel):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    court.act(coming.come_to_all, court.marcel, series)
    date = court.first(series)
    day = (date.starts_at + timedelta(days=1)).date().isoformat()
    typed = {"day": day, "hour": "19:00", "minutes": "90", "place": "au parc", "words": WHY}
    assert press(karima, f"{date.path}/deplacer", typed).status_code == 303
    assert WHY in marcel.get(date.path).text
    assert WHY in marcel.get("/notifications").text
    assert WHY not in marcel.get(court.dates(series)[1].path).text


def test_nothing_of_the_words_is_left_once_whoever_may_have_written_them_is_erased(court, karima):
    gathering = court.gathering()
    date = court.first(gathering)
    court.come(court.ines, date)
    host = court.act(hosts.ask, court.karima, gathering, court.ines)
    court.act(hosts.answer, court.ines, host, yes=True)
    for who in (court.ines, court.karima):
        court.change(date, words=WHY)
        with court.make.writing():
            HOLDINGS["gatherings"].erase(who.id)
        assert court.fresh(date).words == ""


def test_before_one_calls_off_each_way_says_what_it_concerns(court, karima):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    first, second, *_ = court.dates(series)
    many = len(court.dates(series))
    court.act(coming.come_to_all, court.marcel, series)
    court.come(court.ines, first)
    page = karima.get(f"{second.path}/annulation").text.replace("\xa0", " ")
    ways = [part.partition("</p>")[0] for part in page.split('<div class="way">')[1:]]
    for way, said in zip(
        ways,
        (
            ("cette date seulement", "1 date · 1 personne prévenue"),
            ("celle-ci et les suivantes", f"{many - 1} dates · 1 personne prévenue"),
            ("toutes les dates à venir", f"{many} dates · 2 personnes prévenues"),
        ),
        strict=True,
    ):
        assert all(words in way for words in said)
    assert '<a class="button quiet" href="' + second.path in page


def test_a_date_that_is_not_held_offers_nothing_of_its_own(court, karima, marcel):
    series = court.gathering(rhythm=Rhythm.WEEKLY, capacity=8)
    first = court.first(series)
    assert "Mettre dans mon agenda" in marcel.get(first.path).text
    karima.post(f"{first.path}/annuler")
    page = karima.get(first.path).text
    assert "Annuler les autres dates…" in page
    for gone in ("Mettre dans mon agenda", "Personne n’a encore répondu", "encore libre"):
        assert gone not in page
    asked = karima.get(f"{first.path}/annulation").text
    assert "Annuler toutes" not in asked
    assert asked.count("Annuler les autres dates") >= 2


def test_whoever_holds_it_too_hears_of_a_move_and_nobody_is_asked_where_nobody_comes(
    court, karima, signed_in
):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    first, second, *_ = court.dates(series)
    court.come(court.ines, first)
    host = court.act(hosts.ask, court.karima, series, court.ines)
    court.act(hosts.answer, court.ines, host, yes=True)
    day = (second.starts_at + timedelta(days=1)).date().isoformat()
    typed = {"day": day, "hour": "19:00", "minutes": "90", "place": "au parc", "words": WHY}
    assert press(karima, f"{second.path}/deplacer", typed).status_code == 303
    page = karima.get(second.path).text
    assert "C’est changé." in page
    assert "si cela leur va" not in page
    news = signed_in(court.ines).get("/notifications").text
    assert "Changé par Karima" in news
    assert WHY in news
    assert "Cela vous va toujours" not in news
    assert press(karima, f"{first.path}/deplacer", {**typed, "words": ""}).status_code == 303
    assert "si cela leur va" in karima.get(first.path).text
    assert "Cela vous va toujours" in signed_in(court.ines).get("/notifications").text
