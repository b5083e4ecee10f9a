"""Everything held is read in words: columns, values of written lists, and the kinds others name."""

import re

from flask_babel import force_locale
from sqlalchemy import Enum

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.database import Base
from neighbourhood.foundation.storing.rows import is_number_of_ours
from neighbourhood.rights.fields import columns, reading, values
from tests.support.news import plain


def shown():
    """Return every column that somebody may read of what is held about them."""
    for holding in HOLDINGS.values():
        for table in holding.tables:
            for column in Base.metadata.tables[table].columns:
                if str(column) not in holding.withheld and not is_number_of_ours(column):
                    yield column


def test_every_column_has_a_word():
    assert {str(one) for one in shown() if one.name not in columns.WORDS} == set()


def test_every_value_of_a_written_list_has_a_word():
    said = {code for one in shown() if isinstance(one.type, Enum) for code in one.type.enums}
    assert said - values.WORDS.keys() == set()


def test_a_row_is_read_in_words(app):
    with app.test_request_context(), force_locale("fr"):
        row = {"table": "reply", "status": "withdrawn", "text": "withdrawn", "hidden_at": None}
        assert reading.lines(row) == [("où cela en est", "retiré"), ("texte", "withdrawn")]
        told = {"table": "notification", "kind": "mandates.given-up"}
        ((name, value),) = reading.lines(told)
        assert name == "sorte"
        assert "mandates" not in value
        assert " " in plain(value)


def test_each_kind_is_closed_until_it_is_opened(browser, toy):
    page = browser.get("/moi/donnees").text
    outside = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "<details open" not in page
    for holding in HOLDINGS.values():
        assert plain(str(holding.title)) in plain(page)
        assert plain(str(holding.purpose)) not in plain(outside)
