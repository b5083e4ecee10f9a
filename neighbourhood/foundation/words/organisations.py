"""The article of an organisation, by the first word of its name.

Organisations that are called by a common noun take its article: "le CCAS de Lyon", "à la Mairie",
"des Restos du cœur". The table below is all there is to know: what begins with none of its words is
a proper name, as is what brings its own article ("Emmaüs", "Le Relais"), and none is invented.
"""

import re
import unicodedata

_NOUNS = {
    "le": (
        "ccas cias centre secours foyer comite club conseil departement service restaurant "
        "samu groupe groupement reseau college lycee bureau cercle syndicat fonds relais "
        "pole jardin musee theatre tiers-lieu cafe repair cine garage magasin supermarche "
        "village collectif pimms crous cfa clic planning mouvement point temple commissariat "
        "tribunal chu chrs cada csc dispensaire gymnase stade marche rucher verger"
    ),
    "la": (
        "mairie ville maison commune croix-rouge banque fondation region metropole ligue "
        "caf mission mutuelle cooperative residence regie bibliotheque mediatheque "
        "ludotheque ressourcerie recyclerie protection fabrique caisse boutique creche "
        "paroisse federation maison-relais mjc mda cpam poste pharmacie boulangerie "
        "librairie cantine compagnie communaute fondation-abbe plateforme societe mosquee "
        "synagogue prefecture mpt msa carsat halte permanence halle ferme chorale pmi"
    ),
    "l": (
        "association amicale agence atelier espace epicerie ehpad ecole entraide office "
        "hopital universite union union-locale entreprise equipe institut etablissement "
        "accueil accorderie amap asbl ong udaf adil adapei armee antenne auberge "
        "habitat-groupe hotel observatoire eglise esat asso harmonie orchestre"
    ),
    "les": (
        "restos petits amis ateliers compagnons jardins services voisins bibliotheques "
        "archives apprentis scouts eclaireurs blouses papillons cafes"
    ),
}
_ARTICLE_OF = {noun: article for article, nouns in _NOUNS.items() for noun in nouns.split()}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Organisation(str):
    """The name of an organisation, where the same words may name a person."""

    __slots__ = ()


def noun_article(name: str) -> str:
    """Return "le", "la", "l" or "les" where an organisation is called by a noun, else nothing."""
    found = re.match(r"[^\W\d_]+(-[^\W\d_]+)*", name)
    if not found:
        return ""
    plain = unicodedata.normalize("NFKD", found[0].casefold().translate(_LIGATURES))
    return _ARTICLE_OF.get("".join(s for s in plain if unicodedata.category(s) != "Mn"), "")
