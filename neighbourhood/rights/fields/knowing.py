"""How the columns and the values of what neighbours say to their quartier are called by people."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

COLUMNS = MappingProxyType(
    {
        "gives": _l("aime donner"),
        "interests": _l("ce qui est aimé"),
        "is_greeted": _l("reçoit des bonjours"),
        "languages": _l("langues parlées"),
        "own_interests": _l("autre chose d’aimé"),
        "phrase": _l("phrase"),
    }
)
VALUES = MappingProxyType(
    {
        "group": _l("groupe"),
        "membership": _l("place dans un groupe"),
        "interest": _l("une envie commune"),
        "garden": _l("un jardin partagé"),
        "request": _l("sur demande"),
        "asleep": _l("en sommeil"),
        "asking": _l("demande à entrer"),
        "invited": _l("invité"),
        "standing": _l("dans le groupe"),
        "newcomer": _l("vient d’arriver"),
        "member": _l("membre"),
        "editor": _l("s’occupe du groupe"),
        "bulletin": _l("mot au quartier"),
        "answer": _l("réponse à un mot"),
        "thread": _l("discussion"),
        "said": _l("en ligne"),
        "unsaid": _l("repris aussitôt"),
        "removed": _l("retiré"),
        "hello": _l("bonjour entre voisins"),
        "parted": _l("refermé par un blocage"),
        "listing": _l("fiche de l’annuaire des voisins"),
        "welcome": _l("mot de bienvenue"),
        "invite_link": _l("lien d’invitation"),
        "long": _l("depuis longtemps"),
    }
)
