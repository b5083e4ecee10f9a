"""Places tell nothing of who lives there: the map and the public index of addresses."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.personal import impersonal

impersonal(
    _l("les villes, telles que tout le monde les connaît"),
    "municipality",
    "quartier",
    "neighbouring",
)
impersonal(_l("la carte publique"), "base_map_feature", "street", "public_place")
impersonal(_l("le répertoire public des adresses, sans qui y habite"), "address", "cell")
