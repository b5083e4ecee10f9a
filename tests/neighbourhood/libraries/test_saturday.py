"""A Saturday at the desk, in browsers: reserved, fetched, lent in two scans, brought back."""

from html import unescape

from tests.support.carried import press


def scanned(browser, counter, text, on=None):
    """Scan something on the page of the desk where one is, and follow where it leads."""
    page = browser.get(on or counter.desk)
    hidden = dict(_choices(page.text))
    return browser.post(counter.desk, data={**hidden, "scan": text}, follow_redirects=True)


def _choices(text):
    for name in ("tool", "card"):
        mark = f'name="{name}" value="'
        if mark in text:
            yield name, unescape(text.split(mark)[1].split('"')[0])


def test_two_scans_lend_a_tool_and_one_takes_it_in(counter, hassan):
    tool = counter.tool(title="Perceuse")
    token = counter.card(counter.karima)
    page = scanned(hassan, counter, f"http://localhost/outiltheques/o/{tool.label}")
    assert "Scannez maintenant la carte" in page.text
    here = page.request.full_path
    page = scanned(hassan, counter, f"http://localhost/outiltheques/c/{token}", on=here)
    assert "Prêté à Karima Benali" in page.text
    assert "Annuler le prêt" in page.text
    page = scanned(hassan, counter, tool.label.lower())
    assert "prêté à Karima Benali" in page.text
    back = {"note": "Une éraflure."}
    here = f"{counter.desk}?outil={tool.label}"
    page = press(hassan, f"{counter.desk}/{tool.id}/rendre", back, on=here, follow_redirects=True)
    assert "C’est rendu" in page.text
    (loan,) = counter.loans()
    assert loan.is_returned
    assert loan.note_back == "Une éraflure."
    assert counter.days(tool) == []


def test_what_is_reserved_is_handed_over_without_a_card(counter, karima, hassan, on):
    tool = counter.tool()
    form = {"first": on(0).isoformat(), "due": on(7).isoformat()}
    page = press(karima, f"{tool.path}/reserver", form, on=tool.path, follow_redirects=True)
    assert "C’est réservé" in page.text
    desk = hassan.get(counter.desk).text
    assert "À remettre" in desk
    assert "Karima Benali" in desk
    (loan,) = counter.loans()
    lend = f"{counter.desk}/reservations/{loan.id}/preter"
    assert (
        "Prêté à Karima Benali" in press(hassan, lend, on=counter.desk, follow_redirects=True).text
    )
    assert counter.fresh(loan).is_lent
    assert "à rapporter" in karima.get("/outiltheques/mes-emprunts").text


def test_pressed_twice_a_tool_is_lent_once(counter, hassan):
    tool, token = counter.tool(), counter.card(counter.karima)
    page = hassan.get(f"{counter.desk}?outil={tool.label}")
    pressed = page.text.split('name="press" value="')[1].split('"')[0]
    form = {"tool": tool.label, "scan": token, "press": pressed}
    for _ in range(2):
        assert hassan.post(counter.desk, data=form).status_code == 303
    assert len(counter.loans()) == 1


def test_a_lending_is_undone_for_ten_minutes(counter, hassan, move_clock):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    back = f"{counter.desk}/prets/{loan.id}/revenir"
    press(hassan, back, on=counter.desk)
    assert counter.loans() == []
    loan = counter.lend(tool, counter.karima)
    move_clock(minutes=11)
    assert "Annuler le prêt" not in hassan.get(counter.desk).text
    assert hassan.post(f"{counter.desk}/prets/{loan.id}/revenir").status_code == 409


def test_a_return_is_undone_with_its_days(counter, hassan):
    tool = counter.tool()
    loan = counter.lend(tool, counter.karima)
    days = counter.days(tool)
    counter.give_back(tool)
    press(hassan, f"{counter.desk}/prets/{loan.id}/revenir", on=counter.desk)
    assert counter.fresh(loan).is_lent
    assert counter.days(tool) == days


def test_an_unknown_label_and_an_old_card_say_so(counter, hassan):
    counter.tool()
    said = hassan.post(counter.desk, data={"scan": "ZZZZZZ"})
    assert said.status_code == 422
    assert "Aucun outil d’ici ne porte cette étiquette" in said.text
    said = hassan.post(counter.desk, data={"scan": "x" * 24})
    assert "Cette carte n’est plus valable" in said.text


def test_the_camera_of_a_telephone_leads_keepers_to_the_desk(counter, hassan, karima):
    tool, token = counter.tool(), counter.card(counter.karima)
    assert hassan.get(f"/outiltheques/o/{tool.label}").location == (
        f"{counter.desk}?outil={tool.label}"
    )
    both = hassan.get(f"/outiltheques/c/{token}").location
    assert both.startswith(f"{counter.desk}?outil={tool.label}&carte=")
    page = hassan.get(both)
    assert "Prêter à Karima Benali" in page.text
    lent = {"outil": tool.label, "carte": both.split("carte=")[1]}
    page = hassan.post(f"{counter.desk}/preter", data=lent, follow_redirects=True)
    assert "Prêté à Karima Benali" in page.text
    assert karima.get(f"/outiltheques/o/{tool.label}").location == tool.path
    assert karima.get(f"/outiltheques/c/{token}").status_code == 404


def test_nobody_else_comes_to_the_desk(counter, karima, signed_in):
    assert karima.get(counter.desk).status_code == 404
    assert signed_in(counter.paul).get(counter.desk).status_code == 404
