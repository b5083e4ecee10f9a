"""What French writes between "de" and a name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext, ngettext
from flask_babel import lazy_gettext as _l
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.words.elision import fill
from neighbourhood.notifications import kinds

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aylin", "d’Aylin"),
        ("Karima", "de Karima"),
        ("Élodie", "d’Élodie"),
        ("İbrahim", "d’İbrahim"),
        ("Œdipe", "d’Œdipe"),
        ("Øystein", "d’Øystein"),
        ("A…", "d’A…"),
        ("Hélène", "d’Hélène"),
        ("Henri", "d’Henri"),
        ("Hugo", "d’Hugo"),
        ("Hans", "de Hans"),
        ("Hassan", "de Hassan"),
        ("Habitat et Humanisme", "d’Habitat et Humanisme"),
        ("Handicap International", "de Handicap International"),
        ("Hyères", "d’Hyères"),
        ("Yves", "d’Yves"),
        ("Yvonne", "d’Yvonne"),
        ("Yasmine", "de Yasmine"),
        ("Youssef", "de Youssef"),
        ("Onze Novembre", "de Onze Novembre"),
        ("8 mai 1945", "de 8 mai 1945"),
        ("11", "de 11"),
        ("王小梅", "de 王小梅"),
        ("أحمد", "de أحمد"),
        ("Ольга", "de Ольга"),
        ("anna@example.org", "de anna@example.org"),
        ("Le Thi Hoa", "de Le Thi Hoa"),
        ("", "de "),
    ],
)
def test_de_before_the_name_of_a_person(name, said):
    assert fill("La réponse de %(name)s", {"name": name}) == f"La réponse {said}"


@pytest.mark.parametrize(
    ("sentence", "town", "said"),
    [
        ("Ville de %(town)s", "Le Havre", "Ville du Havre"),
        ("Ville de %(town)s", "Les Lilas", "Ville des Lilas"),
        ("Ville de %(town)s", "La Rochelle", "Ville de La Rochelle"),
        ("Ville de %(town)s", "Évreux", "Ville d’Évreux"),
        ("Ville de %(town)s", "Valbourg", "Ville de Valbourg"),
        ("Fait à %(town)s", "Le Mans", "Fait au Mans"),
        ("Fait à %(town)s", "Les Ulis", "Fait aux Ulis"),
        ("Fait à %(town)s", "Angers", "Fait à Angers"),
        ("jusqu’à %(town)s", "Le Havre", "jusqu’au Havre"),
        ("À %(town)s, %(town)s", "Le Mans", "Au Mans, Le Mans"),
    ],
)
def test_the_article_of_a_place_is_contracted(sentence, town, said):
    assert fill(sentence, {"town": town}) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("parce que %(name)s", "parce qu’Aylin"),
        ("lorsque %(name)s", "lorsqu’Aylin"),
        ("De %(name)s", "D’Aylin"),
        ("Dire oui à %(name)s", "Dire oui à Aylin"),
        ("chez %(name)s", "chez Aylin"),
        ("mode %(name)s", "mode Aylin"),
        ("chaque %(name)s", "chaque Aylin"),
        ("de <strong>%(name)s</strong>", "d’<strong>Aylin</strong>"),
        ("de %(name)s et de %(other)s", "d’Aylin et de Karima"),
        ("100 %% de %(name)s", "100 % d’Aylin"),
    ],
)
def test_small_words_before_a_name(sentence, said):
    assert fill(sentence, {"name": "Aylin", "other": "Karima"}) == said


def test_markup_is_escaped_as_before_and_no_more():
    said = fill(
        Markup("de <b>%(name)s</b> %(rest)s"), {"name": Markup("<i>Aylin</i>"), "rest": "<"}
    )
    assert said == Markup("d’<b><i>Aylin</i></b> &lt;")


@given(st.text(max_size=30))
def test_any_name_is_said_whole(name):
    assert fill("de %(name)s", {"name": name}) in {f"de {name}", f"d’{name}"}
    assert fill("de %(town)s", {"town": name}).endswith(name.lstrip()[4:])


def test_everything_that_is_said_in_python_goes_through_it(app):
    class Refused(DomainError):
        sentence = _l("La réponse de %(name)s")

    with app.test_request_context():
        assert gettext("La réponse de %(name)s", name="Aylin") == "La réponse d’Aylin"
        assert str(_l("La réponse de %(name)s", name="Aylin")) == "La réponse d’Aylin"
        assert ngettext("de %(name)s", "de %(name)s", 2, name="Aylin") == "d’Aylin"
        assert Refused(name="Aylin").say() == "La réponse d’Aylin"
        with force_locale("en"):
            assert gettext("La réponse de %(name)s", name="Aylin") == "Answer from Aylin"


def test_and_in_templates(app):
    with app.test_request_context():
        say = app.jinja_env.from_string
        assert (
            say('{{ _("La réponse de %(name)s", name="Aylin") }}').render() == "La réponse d’Aylin"
        )
        block = "{% trans name='<Aylin>' %}de <b>{{ name }}</b>{% endtrans %}"
        assert say(block).render() == "de <b>&lt;Aylin&gt;</b>"


def test_a_notification_from_before_organisations_had_a_placeholder_is_still_said(app):
    with app.test_request_context():
        said = kinds.say("partners.left", {"name": "Les Petits Frères"})
        assert said == "Vous ne faites plus partie de l’équipe des Petits Frères."


def test_nothing_fills_a_translated_sentence_beside_it():
    beside = re.compile(r"\bstr\([\w.\[\] ]+\) % [\w{]")
    for folder in ("neighbourhood", "messaging", "verification"):
        for path in (ROOT / folder).rglob("*.py"):
            assert beside.search(path.read_text("utf-8")) is None, path


@pytest.mark.parametrize("name", ["Céline M.", Markup("<bdi>Céline M.</bdi>")])
def test_a_name_that_ends_in_a_full_stop_ends_its_sentence(name):
    assert fill("C’est convenu avec %(name)s.", {"name": name}) == f"C’est convenu avec {name}"
    bold = Markup("Vous signez <strong>%(name)s</strong>. Merci.")
    assert fill(bold, {"name": name}) == Markup("Vous signez <strong>{}</strong> Merci.").format(
        name
    )
    assert fill("Avec %(name)s.", {"name": "Karima"}) == "Avec Karima."
    assert fill("%(name)s… et %(name)s...", {"name": "A."}) == "A.… et A...."


def test_quoted_words_that_end_end_their_sentence():
    for words, once in (("C’est pris.", ""), ("Vraiment ?", ""), ("À jeudi", ".")):
        assert fill("Il dit : « %(words)s ». Bien.", {"words": words}).endswith(f"»{once} Bien.")
        assert fill("It says “%(words)s”. Good.", {"words": words}).endswith(f"”{once} Good.")
    assert fill("%(said)s.", {"said": "en plus : « Venez. »"}) == "en plus : « Venez. »"


def test_no_sentence_of_the_site_has_two_full_stops_after_a_name(app):
    stopped = [said for said in _sentences() if re.search(r"%\(\w+\)s(</\w+>)*\.(?!\.)", said)]
    assert len(stopped) > 40
    with app.test_request_context():
        for said in stopped:
            names = dict.fromkeys(re.findall(r"%\((\w+)\)[sd]", said), "Céline M.")
            filled = fill(re.sub(r"%\((\w+)\)d", r"%(\1)s", said), names)
            assert not re.search(r"M\.(</\w+>)*\.(?!\.)", filled), said


def _sentences() -> Iterator[str]:
    """Every sentence of the site, in French and in English."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="en"):
            for said in (message.id, message.string):
                yield from [said] if isinstance(said, str) else said
