"""What French writes between "de" and a name."""

import re
from pathlib import Path

import pytest
from flask_babel import force_locale, gettext, ngettext
from flask_babel import lazy_gettext as _l
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.words.elision import fill
from neighbourhood.foundation.words.organisations import Organisation
from neighbourhood.notifications import kinds

ROOT = Path(__file__).parents[3]


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


@pytest.mark.parametrize(
    ("name", "of", "to"),
    [
        ("CCAS de Valbourg", "du CCAS de Valbourg", "au CCAS de Valbourg"),
        ("Centre social des Tilleuls", "du Centre social", "au Centre social"),
        ("Secours populaire", "du Secours populaire", "au Secours populaire"),
        ("Mairie de Valbourg", "de la Mairie de Valbourg", "à la Mairie de Valbourg"),
        ("Croix-Rouge française", "de la Croix-Rouge", "à la Croix-Rouge"),
        ("Association Le Lien", "de l’Association Le Lien", "à l’Association Le Lien"),
        ("Épicerie solidaire", "de l’Épicerie solidaire", "à l’Épicerie solidaire"),
        ("Restos du cœur", "des Restos du cœur", "aux Restos du cœur"),
        ("Le Secours d’hiver", "du Secours d’hiver", "au Secours d’hiver"),
        ("Emmaüs", "d’Emmaüs", "à Emmaüs"),
        ("Valbourg Entraide", "de Valbourg Entraide", "à Valbourg Entraide"),
    ],
)
def test_an_organisation_called_by_a_common_noun_takes_its_article(app, name, of, to):
    with app.test_request_context():
        assert fill("Besoins de %(partner)s", {"partner": name}).startswith(f"Besoins {of}")
        assert fill("Écrire à %(organisation)s", {"organisation": name}).startswith(f"Écrire {to}")
        assert fill("Le tour de %(name)s", {"name": "Maison"}) == "Le tour de Maison"


@pytest.mark.parametrize(
    ("name", "begins", "within"),
    [
        ("Centre social des Tilleuls", "Le Centre social", "le Centre social"),
        ("CCAS de Valbourg", "Le CCAS", "le CCAS"),
        ("Mairie de Valbourg", "La Mairie", "la Mairie"),
        ("Maison des aînés", "La Maison", "la Maison"),
        ("Régie de quartier", "La Régie", "la Régie"),
        ("Association Le Lien", "L’Association", "l’Association"),
        ("Épicerie solidaire", "L’Épicerie", "l’Épicerie"),
        ("Restos du cœur", "Les Restos", "les Restos"),
        ("Croix-Rouge française", "La Croix-Rouge", "la Croix-Rouge"),
        ("Emmaüs", "Emmaüs", "Emmaüs"),
        ("Valbourg Entraide", "Valbourg Entraide", "Valbourg Entraide"),
        ("Le Relais", "Le Relais", "Le Relais"),
        ("La Cloche", "La Cloche", "La Cloche"),
        ("L’Accorderie", "L’Accorderie", "L’Accorderie"),
        ("Les Petits Frères", "Les Petits Frères", "Les Petits Frères"),
        ("Centremont", "Centremont", "Centremont"),
    ],
)
def test_an_organisation_that_does_or_receives_has_its_article(app, name, begins, within):
    with app.test_request_context():

        def said(sentence):
            return fill(sentence, {"partner": name, "amount": "12 €"})

        assert said("%(partner)s s’en occupe.").startswith(f"{begins} ")
        assert said("Tout est réuni. %(partner)s s’en occupe.").startswith(
            f"Tout est réuni. {begins}"
        )
        assert said("Écrit par %(partner)s, hier.").startswith(f"Écrit par {within}")
        assert said("Confié à l’instant : %(partner)s agit.").startswith(
            f"Confié à l’instant : {within}"
        )


@pytest.mark.parametrize(
    "label",
    [
        "%(partner)s",
        "Équipe : %(partner)s",
        "%(partner)s : une personne vous confie un mandat",
        "La demande de « %(partner)s » est retirée",
        "Sophie Martin (%(partner)s)",
        "12 € · %(partner)s",
    ],
)
def test_as_a_label_it_has_none(app, label):
    with app.test_request_context():
        assert fill(label, {"partner": "CCAS"}) == label.replace("%(partner)s", "CCAS")
        with force_locale("en"):
            assert fill(label, {"partner": "CCAS"}) == label.replace("%(partner)s", "CCAS")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("que", "que le CCAS"),
        ("Lorsque", "Lorsque le CCAS"),
        ("de", "du CCAS"),
        ("À", "Au CCAS"),
        ("pour", "pour le CCAS"),
    ],
)
def test_whatever_word_stands_before_an_organisation(app, word, said):
    with app.test_request_context():
        assert fill(f"{word} %(partner)s agit", {"partner": "CCAS"}) == f"{said} agit"


def test_in_english_it_has_one_too(app):
    with app.test_request_context(), force_locale("en"):
        assert fill("%(partner)s takes care of it.", {"partner": "CCAS"}).startswith("The CCAS")
        assert fill("Needs of %(partner)s", {"partner": "CCAS"}) == "Needs of the CCAS"
        assert fill("the %(partner)s team", {"partner": "CCAS"}) == "the CCAS team"
        assert fill("Needs of %(partner)s", {"partner": "Emmaüs"}) == "Needs of Emmaüs"


def test_what_may_name_a_person_knows_an_organisation_by_its_type(app):
    with app.test_request_context():
        said = "« par %(agent)s pour Marcel »"
        assert fill(said, {"agent": Organisation("Mairie")}) == "« par la Mairie pour Marcel »"
        assert fill(said, {"agent": "Maison Dupont"}) == "« par Maison Dupont pour Marcel »"
        assert fill("Le tour de %(agent)s", {"agent": Organisation("CCAS")}) == "Le tour du CCAS"


def test_no_sentence_names_an_organisation_by_another_placeholder():
    """A walk over everything said: `name=partner.name` would leave out the article."""
    beside = re.compile(
        r"\b(?:name|agent|person|who)=(?:\w+\.)*(?:partner|application|organisation)\.name\b"
    )
    allowed = {"neighbourhood/partners/actions"}  # rows and what inboxes keep, no sentences
    for folder in ("neighbourhood", "messaging", "verification", "templates"):
        for path in (ROOT / folder).rglob("*"):
            where = path.relative_to(ROOT).as_posix()
            if path.suffix in {".py", ".html", ".txt"} and not where.startswith(tuple(allowed)):
                assert not beside.search(path.read_text("utf-8")), where
