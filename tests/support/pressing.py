"""What is pressed and followed in the demonstration town besides its links."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now

IN_A_WEEK = (now() + timedelta(days=7)).date().isoformat()
# The steps of a form, as far as the last page before something is published.
PRESSES: dict[str | None, tuple[tuple[str, dict[str, str]], ...]] = {
    "karima": (
        ("/entraide/demander", {"subject": "service"}),
        ("/entraide/demander/categorie", {"category": "diy"}),
        (
            "/entraide/demander/details",
            {"title": "Monter une étagère", "body": "Samedi.", "places": "1", "until": IN_A_WEEK},
        ),
        ("/entraide/demander/precisions", {}),
        ("/entraide/demander/portee", {"reach": "neighbouring"}),
        ("/invitations/proposer", {"occasion": "sunday"}),
        (
            "/invitations/proposer/details",
            {
                "title": "Un couscous",
                "day": IN_A_WEEK,
                "hour": "12:30",
                "seats": "3",
                "body": "Simple et bon.",
                "reach": "town",
            },
        ),
        ("/entraide/mots/ecrire", {"topic": "lost"}),
        (
            "/entraide/mots/ecrire/texte",
            {"title": "Un gant rouge", "body": "", "place": "au parc", "reach": "quartier"},
        ),
        ("/rencontres/proposer", {"sort": "apero"}),
        ("/rencontres/proposer/mots", {"title": "L’apéro", "body": "Venez."}),
        (
            "/rencontres/proposer/quand",
            {"day": IN_A_WEEK, "hour": "18:30", "minutes": "120", "rhythm": "once"},
        ),
        ("/rencontres/proposer/ou", {"spot": "words", "place": "place aux Herbes"}),
        ("/rencontres/proposer/details", {"wanted": "3 salades", "reach": "quartier"}),
        ("/groupes/creer", {"nature": "interest"}),
        (
            "/groupes/creer/texte",
            {"title": "Marche du soir", "body": "", "entry": "open", "reach": "quartier"},
        ),
        ("/prets/ajouter", {"title": "Une table à tapisser", "category": "tools"}),
        ("/prets/ajouter/objet", {"condition": "good", "go": "1"}),
        ("/prets/ajouter/regles", {"days": "4", "renewals": "1", "reach": "quartier"}),
        ("/mandats/papier", {"full_name": "Rosa Sansfil"}),
        ("/mandats/papier/adresse", {"typed": "4 rue des Tilleuls"}),
        ("/mandats/papier/quoi", {"scopes": "post"}),
        ("/mandats/papier/duree", {"days": "31"}),
        ("/moi/profil", {"full_name": ""}),
        ("/partenaires/rejoindre", {"kind": "association"}),
        (
            "/partenaires/rejoindre/organisme",
            {"name": "Parents des Tanneurs", "town": "1", "siret": "732 829 320 00074"},
        ),
        ("/partenaires/rejoindre/contact", {"mailbox": "karima@gmail.com", "why": ""}),
    ),
    "sophie": (
        ("/partenaires/1/besoins/nouveau", {"kind": "heating"}),
        (
            "/partenaires/1/besoins/nouveau/texte",
            {"title": "Une facture de chauffage", "covers": "Le solde d’une facture de gaz."},
        ),
        ("/partenaires/1/personnes/papier", {"full_name": "", "typed": "3 rue du"}),
    ),
    None: (
        ("/inscription", {"full_name": "", "email": "nobody", "password": "short"}),
        ("/connexion", {"email": "karima@valbourg.example", "password": "wrong"}),
        ("/mot-de-passe/oublie", {"email": "karima@valbourg.example"}),
        ("/pas-moi", {"reference": "ABCD-1234"}),
    ),
}


# What a mail, a payment or a press leads to: the words in braces are those of the stage.
BEYOND: dict[str | None, tuple[str, ...]] = {
    None: (
        "{confirm}",
        "{let_in}",
        "{new_password}",
        "{renew}",
        "{stay}",
        "/inscription/courrier",
        "/mot-de-passe/courrier",
        "/pas-moi/merci",
    ),
    "karima": (
        "{bank}",
        "{mine}/modifier",
        "{mine}/terminer",
        "{not_paid}",
        "{shared}",
        "{thank}",
        "{thanks}",
        "{thing}/modifier",
    ),
    "mairie": ("{draft_need}",),
    "marcel": ("{waiting}",),
    "nouveau": ("/mon-adresse/confirmer",),
}
