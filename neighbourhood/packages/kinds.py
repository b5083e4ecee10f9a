"""The words of packages, and how one gives to them."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.choices import ICONS
from neighbourhood.foundation.web.facts import Fact, said_by, said_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.kinds import FUND_KINDS, FundKind, FundWords, Progress, Purpose
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs.kinds import KINDS
from neighbourhood.needs.shelves import SHELVES, Shelf
from neighbourhood.packages.models import Package, Part
from neighbourhood.packages.policies import (
    PACKAGES,
    OfferedNoMore,
    amounts_of,
    concerns,
    is_offered_to_all,
)
from neighbourhood.packages.queries import catalogue, rounds, stock
from neighbourhood.packages.queries.stock import Stock
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

PARTS: Mapping[Part, LazyString] = {
    Part.QUARTER: _l("Un quart"),
    Part.THIRD: _l("Un tiers"),
    Part.HALF: _l("La moitié"),
    Part.WHOLE: _l("La formule entière"),
    Part.FREE: _l("Un montant libre"),
}
# Where a gift goes, in one sentence.
ORDER = _l(
    "Votre don va d’abord aux besoins les plus urgents, puis à ceux qui attendent depuis le plus "
    "longtemps, en servant chaque quartier à son tour."
)
# What is suggested of a package without a price.
_ANY_CENTS = (500, 1000, 2000)
PICTURES: Mapping[str, LazyString] = {
    **ICONS,
    "armchair": _l("un fauteuil"),
    "apple": _l("une pomme"),
    "hand-coins": _l("une main et des pièces"),
    "hand-heart": _l("une main et un cœur"),
}


def said_price(cents: int | None) -> str:
    """Say a price, or that one gives what one likes."""
    return euros(cents) if cents else str(gettext("vous choisissez le montant"))


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
        status=_l("Réparti entre des besoins vérifiés"),
        is_public=package.is_offered,
        text=package.covers,
        price=said_price(package.price_cents),
        waiting=_l("Pas encore réparti entre les besoins"),
        waits_from=rounds.waits_from(package.fund),
    )


def said_waiting(behind: Stock) -> str:
    """Say how many needs wait behind a package."""
    if not behind.count:
        return str(gettext("aucun besoin n’attend en ce moment"))
    return str(
        ngettext(
            "%(num)d besoin vérifié attend", "%(num)d besoins vérifiés attendent", behind.count
        )
    )


def _progress(fund: Fund) -> Progress:
    (package,) = catalogue.of_funds([fund.id])
    behind = stock.behind(package)
    return Progress(
        raised_cents=behind.raised_cents,
        target_cents=behind.asked_cents or None,
        said=said_waiting(behind),
    )


def _suggests(fund: Fund) -> Sequence[int]:
    (package,) = catalogue.of_funds([fund.id])
    return amounts_of(package) or _ANY_CENTS


def _missing(package_id: int) -> Missing:
    package = catalogue.known(package_id)
    gone = package is not None and not package.is_offered and package.municipality.is_open
    return OfferedNoMore() if gone else Missing()


def _find_public(package_id: int) -> Fund | None:
    package = catalogue.known(package_id)
    return package.fund if package is not None and is_offered_to_all(package) else None


def _stays_open(fund: Fund) -> bool:
    return any(package.is_offered for package in catalogue.of_funds([fund.id]))


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
        progress=_progress,
        suggests=_suggests,
        missing=_missing,
        monthly=_stays_open,
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
            rule_once_paid=_l(
                "Si un besoin est retiré, ce que la formule lui avait donné va au besoin suivant."
            ),
            target=_l("Formule"),
            arrived=_l(
                "Vos %(amount)s sont bien arrivés pour la formule « %(title)s ». Ils vont aux "
                "besoins vérifiés, dans l’ordre publié."
            ),
            to_read=_l("Vous lirez ce que la formule a permis."),
            counts=_l("Compte pour la formule"),
            gathered=_l("%(raised)s sur %(target)s déjà réunis pour ces besoins"),
            order=ORDER,
            order_path="/solidarite/formules/ordre",
        ),
    )
)
SHELF = SHELVES.declare(
    Shelf("packages", catalogue.first_offers, "neighbourhood/packages/shelf.html", PACKAGES)
)
