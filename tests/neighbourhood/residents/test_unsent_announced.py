"""Which words are announced when they come back: a text, not what one types of oneself."""

import pytest

from neighbourhood.foundation.web import unsent

PAGE = "/moi/profil"
SAID = "relisez, puis envoyez"


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


@pytest.mark.parametrize(
    ("typed", "is_said"),
    [
        ({"full_name": "Karima Benali Haddad", "email": "karima@exemple.fr"}, False),
        ({"full_name": "Karima Benali", "telephone": "06 12 34 56 78"}, False),
        ({"full_name": "Karima Benali", "about": "Bricole"}, True),
    ],
)
def test_only_a_text_is_announced_what_one_types_of_oneself_comes_back_silently(
    signed_in, karima, end_all, enter_again, typed, is_said
):
    browser = signed_in(karima)
    end_all()
    browser.post(PAGE, data=typed)
    enter_again(browser, karima)
    page = browser.get(PAGE).text
    assert typed["full_name"] in page
    assert (SAID in page) is is_said


@pytest.mark.parametrize(
    ("name", "value", "is_said"),
    [
        ("title", "Monter une armoire", True),
        ("title", "Armoire", False),
        ("email", "deux mots @ exemple.fr", False),
        ("about", "  ", False),
    ],
)
def test_several_words_make_a_text(app, name, value, is_said):
    assert unsent.are_worth_saying({name: [value]}) is is_said
