"""Every word of the site in French and in English, and no language where the other is expected."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from neighbourhood.foundation.words import localisation
from tests.support.markup import Markup

# Said by Palier itself, on one page or another; nobody would say them in English.
FRENCH = (
    "Aller au contenu",
    "Accueil",
    "Nouvelles",
    "Se connecter",
    "Retour",
    "Étape",
    "voisin",
    "Votre ",
    "Vous ",
    "Choisissez",
    "Envoyer",
    "Demander",
    "Proposer",
    "besoin",
    "il y a ",
    "aujourd’hui",
    "hier à",
    "Adresse",
    "Quartiers voisins",
    "c’est",
    "Nous ",
)
SPOKEN = ("aria-label", "placeholder", "alt", "title")
# Pages where all that is said is said by Palier.
OURS = {
    "residents.sign_in",
    "residents.sign_up",
    "residents.comfort",
    "residents.edit_profile",
    "feed.home",
    "feed.listing",
    "exchanges.begin",
    "exchanges.category",
    "exchanges.choose",
    "exchanges.details",
    "exchanges.reach",
    "invitations.begin",
    "invitations.details",
    "verification.address",
    "verification.choose",
    "verification.not_me",
}


@pytest.fixture
def in_app_of_town(town_app) -> Iterator[None]:
    with town_app.app_context():
        yield


@pytest.fixture
def in_english(app, make, signed_in, visitor) -> list[tuple[str, str]]:
    """The pages of a town where nobody has written anything yet, for who reads English."""
    emma = signed_in(make.resident("Emma Stone", language="en"))
    newcomer = signed_in(make.resident("Noah Stone", language="en", verified=False))
    visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    plain = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    paths = [rule.rule for rule in plain if not rule.arguments and "pdf" not in rule.rule]
    paths += ["/entraide/demander", "/entraide/proposer", "/invitations/demander", "/nowhere"]
    answers = [(path, one.get(path)) for one in (emma, newcomer, visitor) for path in paths]
    return [(path, answer.text) for path, answer in answers if "<html" in answer.text]


def test_every_string_has_its_english(in_app_of_town):
    lacking = localisation.missing(localisation._extract(), localisation._said_in("en"))
    assert lacking == [], f"{len(lacking)} strings: flask --app app translations update"


def test_nothing_has_two_plurals_of_which_only_one_would_be_read(in_app_of_town):
    assert localisation.two_plurals() == []


def test_english_keeps_every_blank_of_the_french(in_app_of_town):
    blank = re.compile(r"%\(\w+\)[sd]")
    for message in localisation._messages(localisation._said_in("en")):
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        known = {name for text in asked for name in blank.findall(text)}
        assert {name for text in said for name in blank.findall(text)} <= known, message.id
        assert not re.search(r"%(?![(%])", " ".join(said).replace("%%", "")), message.id


def test_french_is_written_with_its_spaces(in_app_of_town):
    french = localisation._french(localisation._extract())
    for message in localisation._messages(french):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in said:
            assert not re.search(r" [;:!?»]|« ", text), text
            assert "'" not in re.sub(r"<[^>]*>", "", text), f"write ’ in: {text}"
            assert "..." not in text, f"write … in: {text}"


def test_an_english_page_says_nothing_in_french(in_english):
    assert len(in_english) > 50
    for path, html in in_english:
        page = Markup(html)
        assert page.all("html")[0]["lang"] == "en", path
        spoken = [attrs.get(name, "") for _tag, attrs in page.tags for name in SPOKEN]
        text = " ".join([*page.text, *spoken]).replace("Français", "").replace(path, "")
        if path in {"/demo/courrier", "/voisins/affiche"}:
            continue  # letters to others, a poster for all: in the language of who reads them
        found = [words for words in FRENCH if words in text]
        assert not found, f"{path} says {found}"


def test_a_french_page_says_nothing_in_english(visits):
    english = re.compile(
        r"\b(the|your|please|sign in|neighbou?rs?|submit|password)\b", re.IGNORECASE
    )
    for page in visits:
        if page.endpoint in OURS:
            found = english.search(" ".join(page.markup.text))
            assert not found, f"{page} says {found}"


ROOT = Path(__file__).parents[1]
ASKING = {"_", "_l", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext"}


def test_no_word_is_asked_for_inside_an_f_string_where_the_catalogue_does_not_look():
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for house in ("neighbourhood", "messaging", "verification")
        for path in (ROOT / house).rglob("*.py")
        for drawn in ast.walk(ast.parse(path.read_text()))
        if isinstance(drawn, ast.JoinedStr)
        for call in ast.walk(drawn)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ASKING
    ]
    assert hidden == []
