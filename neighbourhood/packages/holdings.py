"""What is held here is about no person."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.personal import impersonal

impersonal(_l("les formules de soutien que propose chaque ville"), "package")
impersonal(
    _l("les tours qui ont porté l’argent des formules aux besoins"),
    "allocation_round",
    "allocation_line",
    "allocation_return",
)
