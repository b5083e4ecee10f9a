"""Pages of those who run the site: people, files, towns and their options, the machinery."""

from neighbourhood.foundation.demo import PASSWORD
from tests.support.screen import FIRST, Again, Screen, Send, sent

WHY = (sent(ready="0"),)
WHY_AND_WHO = (*WHY, sent(present=PASSWORD))
HERE = "{town_home}"
FILES = "/administration/villes/{town}"

RUNNING = (
    Screen("running", "/administration/", "admin"),
    Screen("running-town", f"{HERE}/", "admin"),
    Screen("running-health", "/administration/sante", "admin"),
    Screen("running-jobs", "/administration/taches", "admin"),
    Screen("running-mails", "/administration/courriels", "admin"),
    Again("running-mails-failed", "/administration/courriels?state=failed", "admin"),
    Screen("running-switches", "/administration/fonctions", "admin"),
    Screen("running-who", "/administration/responsables", "admin"),
)

PEOPLE = (
    Screen("people", "/administration/personnes", "admin"),
    Again("people-found", "/administration/personnes?q=prudence", "admin"),
    Again("people-none", "/administration/personnes?q=zzzz", "admin"),
    Again("people-town", f"{HERE}/personnes", "ada"),
    Screen("people-why", "{person}", "admin"),
    Again("people-why-wrong", "{person}", "admin", (Send(),)),
    Screen("people-one", "{person}", "admin", WHY),
    Again("people-one-town", "{person}", "ada", WHY),
    Again("people-help", "{person}/aider/mot-de-passe", "admin", WHY),
    Screen("people-factors", "{person_twice}/retirer-deuxieme-preuve", "admin", WHY_AND_WHO),
    Screen("people-address", "{person}/adresse", "admin", WHY),
    Screen("people-close", "{close_for}", "admin", WHY_AND_WHO),
)

EXPORTS = (
    Screen("exports", f"{FILES}/fichiers", "ada"),
    Screen("exports-ask", f"{FILES}/fichiers/demander/residents", "basile"),
    Again("exports-mine", "{export}", "ada"),
    Again("exports-waiting", "{export_waiting}", "ada"),
    Screen("exports-answer", "{export_waiting}", "basile"),
    Screen("exports-looks", f"{FILES}/regards", "ada"),
)

OPENINGS = (
    Again("towns-choose", "/administration/communes/nouvelle", "admin"),
    Screen("towns-chosen", "/administration/communes/nouvelle?q=pontg", "admin"),
    Screen("towns-found", "/administration/communes/nouvelle/99101", "admin"),
    Screen("towns-by-hand", "/administration/communes/a-la-main", "admin"),
    Again("towns-by-hand-wrong", "/administration/communes/a-la-main", "admin", (Send(),)),
    Again("towns-empty", "{empty_town}/ouverture", "admin"),
    Screen("towns-half", "{half_town}/ouverture", "admin"),
    Screen("towns-send-quartiers", "{half_town}/quartiers", "admin"),
    Again("towns-send-addresses", "{half_town}/adresses", "admin"),
    Screen("towns-tried-quartiers", "{tried_quartiers}", "admin"),
    Again("towns-tried-addresses", "{tried_addresses}", "admin"),
    Again("towns-unreadable", "{unreadable}", "admin"),
    Screen("towns-service", "{empty_town}/service", "admin"),
    Screen("towns-rule", "{half_town}/regle", "admin"),
    Again("opening-visitor", "{opening}", None),
    Again("opening-missing", "{opening}", "arrive"),
    Screen("opening-waiting", "{opening}", "patiente"),
    Screen("opening-home", "/", "patiente"),
    Screen("opening-notice", "{affiche}", None),
)

OPTIONS = (
    Screen("town-proofs", f"{HERE}/preuves", "admin"),
    Screen("town-letters", f"{HERE}/lettres", "admin"),
    Again("town-switches", f"{HERE}/fonctions", "admin"),
    Screen("town-colours", f"{HERE}/couleurs", "admin"),
    Screen("town-thresholds", f"{HERE}/chiffres-caches", "admin"),
    Screen("town-households", f"{HERE}/foyers", "admin"),
    Screen("town-rounds", f"{HERE}/besoins/envois", "admin"),
    Screen("town-lists", f"{HERE}/listes", "admin"),
    Screen("town-list", f"{HERE}/listes", "admin", (FIRST,)),
    Screen("town-list-add", f"{HERE}/listes/category/service/ajouter", "admin"),
)

RUN = (*RUNNING, *PEOPLE, *EXPORTS, *OPENINGS, *OPTIONS)
