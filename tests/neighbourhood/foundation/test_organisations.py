"""The article of an organisation, wherever a sentence names it."""

import re
from pathlib import Path

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.words.elision import fill
from neighbourhood.foundation.words.organisations import Organisation

ROOT = Path(__file__).parents[3]


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
