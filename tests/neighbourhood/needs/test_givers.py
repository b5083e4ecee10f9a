"""How many gave is a sentence for none and for a few or more: of fewer, nothing is said."""

import pytest
from flask import render_template_string
from flask_babel import force_locale

MACRO = (
    '{% import "neighbourhood/needs/cards.html" as cards with context %}{{ cards.givers(count) }}'
)
SAID = {
    ("fr", 0): "personne n’a encore donné",
    ("fr", 1): "",
    ("fr", 2): "",
    ("fr", 3): "3 personnes ont donné, sans être nommées",
    ("fr", 8): "8 personnes ont donné, sans être nommées",
    ("en", 0): "nobody has given yet",
    ("en", 1): "",
    ("en", 8): "8 people gave, unnamed",
}


@pytest.mark.parametrize(("language", "count"), SAID)
def test_how_many_gave_is_a_sentence(app, language, count):
    with app.test_request_context(), force_locale(language):
        said = render_template_string(MACRO, count=count).strip().replace("\xa0", " ")
    assert said.lower() == SAID[language, count]
