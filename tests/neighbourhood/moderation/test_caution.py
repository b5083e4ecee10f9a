"""The rules of the quiet word, measured on sentences that people wrote and labelled by hand."""

import sys
from pathlib import Path

import pytest

from neighbourhood.moderation.caution import Caution, cautions

LABELLED = Path(__file__).with_name("labelled")
RULES = (Caution.MONEY, Caution.LOOKS)
PRECISION, RECALL = 0.9, 0.85
NAMES = """
    rue Noire|place du Code-Civil|rue de l'Argent|impasse des Gitans|rue des Maures|rue du Voleur
    rue des Trois-Visages|avenue de la Carte|rue de l'Homme-Armé|rue du Gros-Caillou|rue Monnaie
    passage des Mauvais-Garçons|rue du Puits-qui-Parle|Jean Lenoir|Marie Argent|Paul Lebrun
    Fatou Noir|Aminata Carte|Luc Virement|Ali Basané|Rose Code|Anna Roumain|Hugo L'Étranger
"""


def labelled(rule):
    lines = (LABELLED / f"{rule}.txt").read_text("utf-8").splitlines()
    return [(line[2:], line[0] == "+") for line in lines if line]


def measured(rule) -> tuple[float, float, list[str]]:
    """Return precision and recall of a rule, and what it got wrong."""
    told = [(text, meant, rule in cautions(text)) for text, meant in labelled(rule)]
    right = sum(meant and said for _text, meant, said in told)
    said = sum(said for *_more, said in told)
    meant = sum(meant for _text, meant, _said in told)
    wrong = [f"{'-' if said else '+'} {text}" for text, meant, said in told if meant != said]
    return right / said, right / meant, wrong


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_right_as_often_as_it_promises(rule):
    precision, recall, wrong = measured(rule)
    told = "\n  ".join([f"{rule}: precision {precision:.3f}, recall {recall:.3f}", *wrong])
    sys.stdout.write(f"{told}\n")
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, wrong


def test_there_are_enough_sentences_of_both_kinds():
    told = [meant for rule in RULES for _text, meant in labelled(rule)]
    assert len(told) >= 200
    assert min(told.count(True), told.count(False)) >= 75


@pytest.mark.parametrize("name", [part.strip() for part in NAMES.replace("\n", "|").split("|")])
def test_a_name_alarms_nobody(name):
    for said in (name, f"Rendez-vous {name}, à 18 h.", f"Attention, {name} est fermée."):
        assert not cautions(said), said


def test_whole_words_only():
    assert not cautions("Le decode recusable et l'ibanez du voisin, un mandataire.")


def test_a_link_is_seen_and_a_figure_is_none():
    assert cautions("Regardez https://exemple.fr/x") == {Caution.LINK}
    assert not cautions("Voir page 3. Fin.fr")


@pytest.mark.parametrize(
    "text",
    [
        "Attention, il y a un Arabe louche qui traîne.",
        "Des Roms suspects traînent près des boîtes.",
        "Two Romanians are lurking around.",
    ],
)
def test_whom_a_word_of_looks_names_is_the_person(text):
    assert cautions(text) == {Caution.LOOKS}


@pytest.mark.parametrize(
    "text",
    [
        "Attention, un manteau noir a été oublié sur le banc.",
        "Qui veut parler arabe ? Attention, places limitées.",
        "Attention : un Arabe essaie la poignée des voitures.",
    ],
)
def test_a_language_a_coat_and_a_deed_are_no_looks(text):
    assert cautions(text) == frozenset()
