"""The rules of the books in words: for the page of money, for the doctor, for the command line."""

from collections.abc import Iterator, Mapping

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.doctor.findings import CHECKS, Check
from neighbourhood.funding.queries import invariants
from neighbourhood.funding.queries.verifying import Wrong

_PLACES = _l("Un mouvement d’argent ne tombe pas juste : ce qui part n’est pas ce qui arrive.")
_FUND = _l("Une collecte n’affiche pas ce que dit le grand livre.")
_GIFT = _l("Un don n’a pas le mouvement d’argent qu’il devrait avoir.")
_LINKS = _l("Le registre public a un trou, ou deux fois la même ligne.")

# What is wrong where a rule does not hold, by the name of the rule.
RULES: Mapping[str, LazyString] = {
    "transfers-balance": _PLACES,
    "transfers-have-sides": _PLACES,
    "entries-belong": _PLACES,
    "ledger-balances": _PLACES,
    "payments-balance": _PLACES,
    "accounts-say-what-they-are": _l("Un compte du grand livre a changé de nom."),
    "funds-say-what-came": _FUND,
    "funds-within-bounds": _l("Une collecte a reçu plus qu’elle ne demande, ou moins que rien."),
    "funds-complete-when-full": _FUND,
    "funds-count-their-donors": _l("Une collecte ne compte pas bien ses donateurs."),
    "gifts-are-written": _GIFT,
    "settled-gifts-count": _GIFT,
    "unpaid-promises-move-nothing": _l("De l’argent a bougé pour un don qui n’a pas été payé."),
    "movements-keep-their-pseudonym": _GIFT,
    "paid-out-within-what-came": _l("Un partenaire a reçu plus que ce qui a été donné."),
    "accounts-never-beyond-nothing": _l("Un compte du grand livre est passé sous zéro."),
    "towns-paid-in-what-two-people-say": _l(
        "Ce que les communes ont payé pour couvrir des pertes ne tombe plus juste."
    ),
    "links-without-gaps": _LINKS,
    "links-are-of-one-movement": _LINKS,
    "chain-holds": _l("Une ligne des comptes a été changée après coup."),
}

WRONG: Mapping[Wrong, LazyString] = {
    Wrong.LINK_MISSING: _l("la ligne manque dans le registre"),
    Wrong.TRANSFER_MISSING: _l("le mouvement d’argent a disparu du grand livre"),
    Wrong.ENTRIES_CHANGED: _l("les montants ont été changés, ils ne tombent plus juste"),
    Wrong.LINE_CHANGED: _l(
        "le mouvement a été changé : sa sorte, sa date, sa référence, ses montants ou le nombre "
        "tiré au hasard"
    ),
    Wrong.DIGEST_CHANGED: _l("l’empreinte de la ligne a été changée"),
    Wrong.HEAD_CHANGED: _l("l’empreinte du registre a été changée"),
    Wrong.NOT_AS_NOTED: _l("l’empreinte du registre n’est pas celle que vous avez notée"),
}


def books_faults() -> Iterator[str]:
    """Say which rules did not hold when they were last asked."""
    for row in invariants.noted():
        yield gettext(
            "%(what)s Lisez la page Argent, puis lancez « flask --app app funding verify » "
            "(%(rule)s : %(times)d).",
            what=RULES[row.rule],
            rule=row.rule,
            times=row.times,
        )


CHECKS.declare(
    Check(
        code="books",
        title=_l("Comptes"),
        well=_l("Les comptes tombent juste."),
        faults=books_faults,
    )
)
