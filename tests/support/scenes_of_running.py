"""Pages of those who run the site: people, files, towns and their options, the machinery."""

from tests.support.screen import FIRST, Screen, Send, sent

WHY = (sent(ready="0"),)
HERE = "{town_home}"
FILES = "/administration/villes/{town}"

RUNNING = (
    Screen("running", "/administration/", "admin"),
    Screen("running-town", f"{HERE}/", "admin"),
    Screen("running-health", "/administration/sante", "admin"),
    Screen("running-jobs", "/administration/taches", "admin"),
    Screen("running-mails", "/administration/courriels", "admin"),
    Screen("running-mails-failed", "/administration/courriels?state=failed", "admin"),
    Screen("running-switches", "/administration/fonctions", "admin"),
    Screen("running-who", "/administration/responsables", "admin"),
)

PEOPLE = (
    Screen("people", "/administration/personnes", "admin"),
    Screen("people-found", "/administration/personnes?q=prudence", "admin"),
    Screen("people-none", "/administration/personnes?q=zzzz", "admin"),
    Screen("people-town", f"{HERE}/personnes", "ada"),
    Screen("people-why", "{person}", "admin"),
    Screen("people-why-wrong", "{person}", "admin", (Send(),)),
    Screen("people-one", "{person}", "admin", WHY),
    Screen("people-one-town", "{person}", "ada", WHY),
    Screen("people-help", "{person}/aider/mot-de-passe", "admin", WHY),
    Screen("people-factors", "{person_twice}/retirer-deuxieme-preuve", "admin", WHY),
    Screen("people-close", "{close_for}", "admin", WHY),
)

EXPORTS = (
    Screen("exports", f"{FILES}/fichiers", "ada"),
    Screen("exports-ask", f"{FILES}/fichiers/demander/residents", "basile"),
    Screen("exports-mine", "{export}", "ada"),
    Screen("exports-waiting", "{export_waiting}", "ada"),
    Screen("exports-answer", "{export_waiting}", "basile"),
    Screen("exports-looks", f"{FILES}/regards", "ada"),
)

OPENINGS = (
    Screen("towns-choose", "/administration/communes/nouvelle", "admin"),
    Screen("towns-chosen", "/administration/communes/nouvelle?q=pontg", "admin"),
    Screen("towns-found", "/administration/communes/nouvelle/99101", "admin"),
    Screen("towns-by-hand", "/administration/communes/a-la-main", "admin"),
    Screen("towns-by-hand-wrong", "/administration/communes/a-la-main", "admin", (Send(),)),
    Screen("towns-empty", "{empty_town}/ouverture", "admin"),
    Screen("towns-half", "{half_town}/ouverture", "admin"),
    Screen("towns-send-quartiers", "{half_town}/quartiers", "admin"),
    Screen("towns-send-addresses", "{half_town}/adresses", "admin"),
    Screen("towns-tried-quartiers", "{tried_quartiers}", "admin"),
    Screen("towns-tried-addresses", "{tried_addresses}", "admin"),
    Screen("towns-unreadable", "{unreadable}", "admin"),
    Screen("towns-service", "{empty_town}/service", "admin"),
    Screen("towns-rule", "{half_town}/regle", "admin"),
    Screen("opening-visitor", "{opening}", None),
    Screen("opening-missing", "{opening}", "arrive"),
    Screen("opening-waiting", "{opening}", "patiente"),
    Screen("opening-home", "/", "patiente"),
    Screen("opening-notice", "{affiche}", None),
)

OPTIONS = (
    Screen("town-proofs", f"{HERE}/preuves", "admin"),
    Screen("town-letters", f"{HERE}/lettres", "admin"),
    Screen("town-switches", f"{HERE}/fonctions", "admin"),
    Screen("town-colours", f"{HERE}/couleurs", "admin"),
    Screen("town-thresholds", f"{HERE}/chiffres-caches", "admin"),
    Screen("town-lists", f"{HERE}/listes", "admin"),
    Screen("town-list", f"{HERE}/listes", "admin", (FIRST,)),
    Screen("town-list-add", f"{HERE}/listes/category/service/ajouter", "admin"),
)

RUN = (*RUNNING, *PEOPLE, *EXPORTS, *OPENINGS, *OPTIONS)
