"""What neighbours read, and what those who keep a library do on its pages."""

import re
import zlib

import pytest
from babel.dates import format_date

from neighbourhood.foundation.outside import paper
from neighbourhood.libraries import letters
from neighbourhood.libraries.letters import Label
from tests.support.carried import press
from tests.support.noted import acts_about
from tests.support.showing import card_of

# Who reads, the library, its tools, which are out and which are taken, the closures, the choices.
STATEMENTS = 12


def test_neighbours_of_the_town_read_when_it_opens_and_what_is_free(counter, karima, signed_in):
    free, out = counter.tool("Perceuse"), counter.tool("Scie")
    counter.lend(out, counter.marcel)
    page = karima.get("/outiltheques").text
    assert "L’outilthèque" in page
    assert "aujourd’hui de 10" in page
    page = karima.get(counter.library.path).text
    assert "libre" in page
    assert "de retour samedi" in page
    assert "Marcel" not in page + karima.get(out.path).text
    stranger = signed_in(counter.paul)
    assert "L’outilthèque" not in stranger.get("/outiltheques").text
    for path in (counter.library.path, free.path):
        assert stranger.get(path).status_code == 404


def test_tools_are_found_by_words_and_by_category(counter, karima):
    counter.tool("Perceuse à percussion")
    counter.tool("Tente", category="sport")
    page = karima.get(f"{counter.library.path}?q=perceuse").text
    assert "Perceuse à percussion" in page
    assert "Tente" not in page
    page = karima.get(f"{counter.library.path}?category=sport").text
    assert "Tente" in page
    assert "Perceuse à percussion" not in page


def test_the_shelves_are_read_in_few_statements(counter, karima, statements):
    for number in range(5):
        counter.tool(f"Outil {number}")
    karima.get(counter.library.path)
    statements.clear()
    assert karima.get(counter.library.path).status_code == 200
    assert len(statements) <= STATEMENTS, "\n".join(statements)


def test_a_tool_has_a_card_for_the_town_while_it_can_be_lent(counter):
    tool = counter.tool()

    def card():
        return card_of(counter.make, "tool", tool)

    assert card().listed
    assert card().partner_id == counter.partner.id
    assert card().created_at == counter.fresh(counter.library).created_at
    counter.closed()
    assert not card().listed


def test_the_days_of_a_tool_are_said_in_words(counter, karima, on):
    tool = counter.tool()
    counter.reserve(counter.marcel, tool, on(4), on(7))
    page = karima.get(tool.path).text
    assert days_in(page) >= {("free", "libre"), ("taken", "pris"), ("closed", "fermé")}
    assert "Libre : " in page.replace("\N{NO-BREAK SPACE}", " ")
    offered = page.split('name="first"')[1].split("</select>")[0]
    assert f'value="{on(0)}"' in offered
    assert f'value="{on(4)}"' not in offered


def days_in(page) -> set[tuple[str, str]]:
    """How the days of a calendar are drawn, and their words."""
    cells = re.findall(r'<td data-day="(\w+)".*?<small>(.*?)</small>', page, re.DOTALL)
    return set(cells) - {("past", "")}


def test_my_own_days_are_told_from_those_of_others_below_the_name_of_the_month(
    counter, karima, signed_in, on
):
    tool = counter.tool()
    counter.reserve(counter.karima, tool, on(4), on(7))
    page = karima.get(tool.path).text
    assert days_in(page) == {("free", "libre"), ("mine", "à vous"), ("closed", "fermé")}
    month = format_date(on(0), "LLLL y", locale="fr")
    assert month in page.split("<caption>")[1].split("</caption>")[0]
    assert ("taken", "pris") in days_in(signed_in(counter.marcel).get(tool.path).text)


def test_those_who_keep_a_tool_read_who_has_it_until_when_and_who_awaits_it(
    counter, hassan, on, move_clock
):
    tool = counter.tool()
    counter.lend(tool, counter.karima)
    counter.reserve(counter.marcel, tool, on(18), on(21))
    here = f"{counter.home}/outils/{tool.id}"
    page = hassan.get(here).text
    assert "prêté à Karima Benali, à rendre samedi" in page
    assert "Marcel Dupont" in page
    move_clock(days=15)
    assert "en retard" in hassan.get(here).text
    assert acts_about(counter.make, counter.marcel) == ["libraries.name"] * 2


def test_what_is_free_but_reserved_soon_says_until_when(counter, karima, on):
    tool = counter.tool()
    counter.reserve(counter.marcel, tool, on(4), on(7))
    assert "libre jusqu’à mardi" in karima.get(counter.library.path).text


def test_mine_are_cancelled_brought_back_and_had_for_longer(counter, karima, on):
    loan = counter.reserve(counter.karima, counter.tool(), on(4), on(7))
    mine = "/outiltheques/mes-emprunts"
    page = press(karima, f"{mine}/{loan.id}/annuler", on=mine, follow_redirects=True)
    assert "Réserver de nouveau" in page.text
    press(karima, f"{mine}/{loan.id}/revenir", on=mine)
    assert counter.fresh(loan).is_reserved
    lent = counter.lend(counter.tool("Scie"), counter.karima)
    page = press(karima, f"{mine}/{lent.id}/prolonger", on=mine, follow_redirects=True)
    assert "C’est prolongé" in page.text


def test_a_card_is_made_shown_and_replaced(counter, karima):
    card = "/outiltheques/ma-carte"
    assert "Créer ma carte" in karima.get(card).text
    first = press(karima, card, on=card, follow_redirects=True).text
    assert "data:image/svg+xml" in first
    before = counter.card(counter.karima)
    fours = [before[start : start + 4].upper() for start in range(0, 24, 4)]
    assert " ".join(fours) in first
    press(karima, f"{card}/nouvelle", on=f"{card}/nouvelle")
    assert counter.card(counter.karima) != before


def test_a_keeper_adds_one_tool_after_the_other_and_changes_it(counter, hassan):
    form = {"title": "Échelle", "category": "tools", "body": "Trois mètres."}
    added = hassan.post(f"{counter.home}/outils/ajouter", data=form, follow_redirects=True)
    assert "Échelle" in added.text
    assert "Ajouter, puis le suivant" in added.text
    tool = counter.tool()
    here = f"{counter.home}/outils/{tool.id}"
    press(hassan, f"{here}/modifier", {**form, "title": "Perceuse neuve"})
    assert counter.fresh(tool).title == "Perceuse neuve"
    press(hassan, f"{here}/reparer", on=here)
    assert counter.fresh(tool).is_mended
    press(hassan, f"{here}/retirer", on=here)
    assert "Remettre au prêt" in hassan.get(here).text


def test_who_keeps_the_desk_changes_no_rules(counter, hassan):
    for path in ("ouvrir", "reglages", "fermer"):
        assert hassan.get(f"{counter.home}/{path}").status_code == 404


def test_labels_are_printed_of_those_chosen_or_of_all(counter, hassan, monkeypatch):
    tools, printed = [counter.tool(title) for title in ("Perceuse", "Scie")], []
    monkeypatch.setattr(letters, "sheets", lambda labels: printed.append(labels) or b"%PDF")
    hassan.get(f"{counter.home}/etiquettes.pdf")
    hassan.get(f"{counter.home}/etiquettes.pdf?outil={tools[1].id}&outil=x")
    assert [[each.title for each in sheet] for sheet in printed] == [["Perceuse", "Scie"], ["Scie"]]
    assert printed[1][0].scan == f"http://localhost/outiltheques/o/{tools[1].label}"


@pytest.mark.parametrize("chosen", ["abc", "", "999999", "abc&outil=x"])
def test_no_label_is_printed_of_what_is_not_there(counter, hassan, chosen):
    counter.tool()
    assert hassan.get(f"{counter.home}/etiquettes.pdf?outil={chosen}").status_code == 404


def test_a_sheet_holds_twenty_four_labels(app):
    scan = "http://localhost/outiltheques/o/ABCDEF"
    label = Label(
        "Perceuse à percussion, avec un coffret de forets pour le béton", "ABCDEF", scan, "x"
    )
    with app.app_context():
        assert letters.sheets([label] * 25).count(b"/Type /Page\n") == 2
        assert paper.unwritten(label.title) == ""


def test_a_sheet_of_labels_has_a_line_to_cut_along_on_each_side_of_each_label(app):
    lines = list(letters.cuts())
    assert len(lines) == letters.ROWS + 1 + 2 * letters.COLUMNS
    upright = {round(x, 1) for x, _top, x2, _bottom in lines if x == x2}
    assert upright == {7.2, 70.7, 73.2, 136.7, 139.2, 202.7}
    label = Label("Perceuse", "ABCDEF", "http://localhost/outiltheques/o/ABCDEF", "x")
    with app.app_context():
        assert _drawn(letters.sheets([label])).count(b" l S") == len(lines)


def _drawn(pdf: bytes) -> bytes:
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
