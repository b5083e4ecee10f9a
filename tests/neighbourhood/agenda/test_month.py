"""A month of what one may read: who sees what, as a table and as a list, on paper."""

from datetime import date

import pytest

from neighbourhood.agenda.months import Month
from neighbourhood.gatherings.actions import cancelling
from neighbourhood.places.models import Reach
from tests.neighbourhood.agenda.conftest import month_of, workshop

# Who reads, their figures, the three slices that have something on days, the doors of moderation.
STATEMENTS = 5


def test_each_reads_what_reaches_them_and_nothing_else(hall, signed_in, visitor):
    gathering = hall.gathering(title="Apéro de la cour")
    hall.follow(workshop(title="Atelier vélo"))
    page = month_of(hall.date(gathering))
    assert "/connexion" in visitor.get(page).location
    for who, apero, workshops in (
        (hall.marcel, True, True),
        (hall.paul, False, True),
        (hall.rosa, False, False),
    ):
        text = signed_in(who).get(page).text
        assert ("Apéro de la cour" in text) is apero
        assert ("Atelier vélo" in text) is workshops


def test_what_is_for_one_quartier_is_read_there_alone(hall, signed_in):
    hall.follow(workshop(title="Repas du quai"), quartier_id=hall.port.id)
    page = month_of(hall.events()[0])
    assert "Repas du quai" in signed_in(hall.paul).get(page).text
    assert "Repas du quai" not in signed_in(hall.marcel).get(page).text


def test_one_reads_where_one_goes_and_what_is_in_ones_quartier(hall, marcel, signed_in):
    gathering = hall.gathering(title="Apéro de la cour")
    hall.table(hall.ines, title="Un couscous du dimanche")
    hall.gathering(hall.paul, title="Balade au port", reach=Reach.TOWN)
    page = month_of(hall.date(gathering))
    assert "vous venez" not in marcel.get(page).text
    hall.come(hall.marcel, gathering)
    mine = marcel.get(f"{page}&qui=mine").text
    assert "Apéro de la cour" in mine
    assert "vous venez" in mine
    assert "couscous" not in mine
    quartier = marcel.get(f"{page}&qui=quartier").text
    assert "couscous" in quartier
    assert "Balade au port" not in quartier
    assert "Balade au port" in marcel.get(page).text
    # Whoever holds it goes there as well.
    held = signed_in(hall.karima).get(f"{page}&qui=mine").text
    assert "Apéro de la cour" in held
    assert "vous organisez" in held
    assert "vous venez" not in held


@pytest.mark.parametrize("shape", ["", "&vue=liste"])
def test_the_agenda_marks_what_the_list_of_gatherings_marks(hall, signed_in, shape):
    gathering = hall.gathering(title="Apéro de la cour", capacity=1)
    hall.table(hall.ines)
    for who in (hall.marcel, hall.ines):
        hall.come(who, gathering)
    page = month_of(hall.date(gathering)) + shape
    for who, mark in (
        (hall.marcel, "vous venez"),
        (hall.ines, "liste d’attente"),
        (hall.karima, "vous organisez"),
    ):
        reader = signed_in(who)
        text = reader.get(page).text
        assert mark in text
        assert mark in reader.get("/rencontres").text
        assert ("vous recevez" in text) is (who is hall.ines)
        # Not by its colour alone.
        assert "Rencontre, </span>" in text


def test_a_home_is_told_by_its_quartier_alone(hall, marcel):
    gathering = hall.gathering(title="Jeux chez moi", at_home=True)
    page = marcel.get(month_of(hall.date(gathering))).text
    assert "Jeux chez moi" in page
    assert "Les Tanneurs" in page


def test_what_is_called_off_says_so_in_words(hall, marcel):
    gathering = hall.gathering(title="Apéro de la cour")
    hall.come(hall.marcel, gathering)
    hall.act(cancelling.cancel_date, hall.karima, hall.date(gathering))
    page = marcel.get(f"{month_of(hall.date(gathering))}&qui=mine").text
    assert "Annulé" in page


def test_a_month_without_anything_invites_and_the_pages_turn(hall, karima):
    page = karima.get("/agenda?mois=2031-12").text
    assert "Rien n’est encore prévu" in page
    assert "/agenda?mois=2031-11" in page
    assert "/agenda?mois=2032-01" in page
    assert "Aujourd’hui" in page
    for odd in ("2031-13", "0000-01", "x", "9999-12", "٢٠٣١-١٢"):
        assert karima.get("/agenda", query_string={"mois": odd, "qui": "?"}).status_code == 200


def test_the_table_has_its_heads_and_each_day_its_words(hall, karima):
    gathering = hall.gathering(title="Apéro de la cour")
    page = karima.get(month_of(hall.date(gathering))).text
    assert page.count('<th scope="col"') == 7
    assert "<caption" in page
    assert '<section class="day stack" aria-labelledby="jour-' in page
    assert (
        '<table class="month">'
        not in karima.get(f"{month_of(hall.date(gathering))}&vue=liste").text
    )


@pytest.mark.parametrize("many", [1, 12])
def test_however_much_there_is_it_takes_as_many_statements(hall, karima, statements, many):
    for number in range(many):
        hall.gathering(title=f"Apéro {number}")
        hall.table(title=f"Table {number}")
    hall.follow(*(workshop(str(number)) for number in range(many)))
    page = f"{month_of(hall.events()[0])}&vue=liste"
    karima.get(page)
    statements.clear()
    assert "Apéro 0" in karima.get(page).text
    assert len(statements) == STATEMENTS


def test_the_programme_is_printed_with_what_is_held_and_nobody(hall, karima):
    gathering = hall.gathering(title="Apéro 🎉 للجميع, " + "très long " * 9)
    page = month_of(hall.date(gathering)).replace("/agenda", "/agenda/programme")
    assert "Apéro" in karima.get(page).text
    paper = karima.get(page.replace("programme", "programme.pdf"))
    assert paper.data.startswith(b"%PDF")
    assert paper.headers["Cache-Control"] == "private, no-store"
    assert karima.get("/agenda/programme.pdf?mois=2031-12").status_code == 200


def test_what_is_pinned_up_tells_nothing_of_homes_and_of_few(hall, karima):
    gathering = hall.gathering(title="Apéro de la place")
    hall.gathering(title="Jeux chez moi", at_home=True)
    hall.gathering(title="Réunion de l’immeuble", reach=Reach.BUILDING)
    hall.table(title="Un couscous")
    page = month_of(hall.date(gathering)).replace("/agenda", "/agenda/programme")
    text = karima.get(page).text
    assert "Apéro de la place" in text
    assert "vous organisez" not in text
    for private in ("Jeux chez moi", "Réunion", "couscous"):
        assert private not in text


def test_one_date_is_taken_along_by_who_may_read_it(hall, karima, signed_in):
    occurrence = hall.date(hall.gathering())
    path = f"/agenda/occurrence/{occurrence.id}.ics"
    written = karima.get(path)
    assert b"SUMMARY:L\xe2\x80\x99ap\xc3\xa9ro des voisins" in written.data
    assert written.content_type == "text/calendar; charset=utf-8"
    for nothing in ("/agenda/occurrence/9999.ics", "/agenda/resident/1.ics"):
        assert karima.get(nothing).status_code == 404
    assert signed_in(hall.paul).get(path).status_code == 404


def test_months_turn_over_years():
    december = Month(2026, 12)
    assert december.next == Month(2027, 1)
    assert december.next.previous == december
    assert december.last == date(2026, 12, 31)
    assert december.weeks()[0][0] == date(2026, 11, 30)


def test_a_day_with_much_shows_some_of_it_and_the_way_to_the_rest(hall, karima):
    hall.follow(*(workshop(str(number)) for number in range(15)))
    page = month_of(hall.events()[0])
    text = karima.get(page).text
    assert text.count("Atelier vélo") == 4 + 12
    assert "et 11 autres" in text
    assert "vue=liste#jour-" in text.replace("&amp;", "&")
    assert karima.get(f"{page}&vue=liste").text.count("Atelier vélo") == 15


def test_groups_without_anything_lead_to_the_groups(hall, karima):
    page = karima.get("/agenda?mois=2031-12&qui=groups").text
    assert 'class="button" href="/groupes/"' in page
    assert "Inviter des voisins" not in page


def test_what_one_looks_at_is_said_in_a_line_that_opens_without_a_script(hall, karima):
    page = karima.get("/agenda?qui=quartier").text.replace("\u00a0", " ")
    folded = page.partition('<details class="folded">')[2].partition("</details>")[0]
    assert "<summary>Ce qu’on voit : Mon quartier</summary>" in folded
    assert folded.count("<a href=") == 4
    assert folded.count("aria-current=true") == 1
    # The same four where there is room: of the two, the style shows one.
    assert page.count('class="chips at-hand"') == 1
