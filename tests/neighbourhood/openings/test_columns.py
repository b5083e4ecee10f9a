"""What a file of addresses must hold is said before it is sent, and a file to fill in is given."""

import csv
from io import StringIO

from neighbourhood.places.ban import COLUMNS, address_values, read_rows
from tests.support.news import plain


def test_the_page_names_each_column_what_it_holds_and_an_example(setting_up):
    page = plain(setting_up.client.get(f"{setting_up.home}/adresses").text)
    for column, (words, example) in COLUMNS.items():
        assert f"<code>{column}</code>" in page
        assert plain(str(words)) in page
        assert f"exemple : {example}" in page
    assert f'href="{setting_up.home}/adresses/modele.csv"' in page
    quartiers = setting_up.client.get(f"{setting_up.home}/quartiers").text
    assert "modele.csv" not in quartiers


def test_the_file_to_fill_in_is_read_once_it_is_filled_in(setting_up):
    given = setting_up.client.get(f"{setting_up.home}/adresses/modele.csv")
    assert given.headers["Content-Disposition"] == "attachment; filename=adresses-99101.csv"
    assert given.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert list(read_rows(given.data)) == []
    line = StringIO()
    csv.writer(line, delimiter=";").writerow([example for _words, example in COLUMNS.values()])
    (row,) = read_rows(given.data + line.getvalue().encode())
    found = address_values(row)
    assert found is not None
    assert (found["street"], found["number"], found["suffix"]) == ("Rue des Tanneurs", 12, "bis")
    assert (found["lat"], found["lon"]) == (48.12345, 2.34567)
