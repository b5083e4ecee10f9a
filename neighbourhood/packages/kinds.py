"""The words of packages, and how one gives to them."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.choices import ICONS
from neighbourhood.foundation.web.facts import Fact, said_by, said_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.kinds import FUND_KINDS, FundKind, FundWords, Purpose
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs.kinds import KINDS
from neighbourhood.needs.shelves import SHELVES, Shelf
from neighbourhood.packages.models import Package, Part
from neighbourhood.packages.policies import PACKAGES, concerns, is_offered_to_all
from neighbourhood.packages.queries import catalogue, stock
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

PARTS: Mapping[Part, LazyString] = {
    Part.QUARTER: _l("Un quart"),
    Part.THIRD: _l("Un tiers"),
    Part.HALF: _l("La moitié"),
    Part.WHOLE: _l("La formule entière"),
    Part.FREE: _l("Un montant libre"),
}
PICTURES: Mapping[str, LazyString] = {
    **ICONS,
    "armchair": _l("un fauteuil"),
    "apple": _l("une pomme"),
    "hand-coins": _l("une main et des pièces"),
    "hand-heart": _l("une main et un cœur"),
}


def said_price(cents: int | None) -> str:
    """Say a price, or that one gives what one likes."""
    return euros(cents) if cents else str(gettext("montant libre"))


# What those who run a town read before they press.
READ = Reading(
    "fund",
    title=Fact(label=_l("Nom de la formule")),
    covers=Fact(label=_l("Ce que le don paie")),
    price_cents=Fact(label=_l("Prix"), say=said_price),
    parts=Fact(label=_l("Ce que l’on peut donner"), say=said_by(PARTS)),
    kinds=Fact(
        label=_l("Sortes de besoin"), say=said_by({kind: w.name for kind, w in KINDS.items()})
    ),
    is_offered=Fact(
        label=_l("Proposée"), say=lambda offered: str(_l("oui") if offered else _l("non"))
    ),
    crisis_text=Fact(label=_l("Urgence")),
    crisis_until=Fact(label=_l("Fin de l’urgence"), say=said_day),
)


def _find(viewer: Resident, package_id: int) -> Fund:
    return catalogue.show(viewer, package_id).fund


def _purposes(fund_ids: Iterable[int]) -> Mapping[int, Purpose]:
    return {package.fund_id: _purpose(package) for package in catalogue.of_funds(fund_ids)}


def _purpose(package: Package) -> Purpose:
    return Purpose(
        by=package.municipality.name,
        where=gettext("toute la ville"),
        icon=package.icon,
        status=_l("Formule proposée") if package.is_offered else _l("Formule plus proposée"),
        is_public=package.is_offered,
        text=package.covers,
    )


def _find_public(package_id: int) -> Fund | None:
    package = catalogue.known(package_id)
    return package.fund if package is not None and is_offered_to_all(package) else None


def _may_give(actor: Actor, fund: Fund) -> bool:
    found = catalogue.of_funds([fund.id])
    return bool(found) and concerns(actor, found[0])


def _room(fund: Fund) -> int:
    found = catalogue.of_funds([fund.id])
    # What it holds already counts against its room, and not once more against its ceiling.
    return stock.room_cents(found[0]) if found else 0


FUND = FUND_KINDS.declare(
    FundKind(
        code="package",
        place="/solidarite/formules",
        find=_find,
        find_public=_find_public,
        purposes=_purposes,
        may_give=_may_give,
        room=_room,
        shares=True,
        switch=PACKAGES,
        words=FundWords(
            section=_l("Formules de soutien"),
            back=_l("La formule"),
            back_from_bank=_l("Revenir à la formule"),
            look_again=_l("Revoir la formule"),
            see_all=_l("Voir les formules"),
            see_others=_l("Voir les autres formules"),
            by=_l("Ville"),
            being_paid=_l(
                "Tous les besoins de cette formule sont couverts pour l’instant, ou d’autres "
                "personnes sont en train de payer. Regardez une autre formule."
            ),
            too_late=_l(
                "Il ne manquait plus rien quand votre paiement est arrivé. Vos %(amount)s "
                "reviennent sur votre compte d’ici quelques jours."
            ),
            returned=_l("Don à vous rendre"),
            rule=_l(
                "Si un besoin est retiré, ce que la formule lui avait donné va au besoin suivant. "
                "Si votre paiement arrive trop tard, tout vous est rendu."
            ),
        ),
    )
)
SHELF = SHELVES.declare(
    Shelf("packages", catalogue.first_offers, "neighbourhood/packages/shelf.html", PACKAGES)
)
