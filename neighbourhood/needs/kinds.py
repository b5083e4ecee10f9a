"""The words for the kinds of need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.kinds import ASIDES, CARD_KINDS, Aside, CardKind
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.facts import Fact, Fields, Typed, said_by, said_plainly
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.money import euros, figure, parse_euros
from neighbourhood.funding.kinds import FUND_KINDS, FundKind, FundWords, Purpose
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.needs import queries, rotation
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ShownAs, Urgency
from neighbourhood.needs.policies import NEEDS, concerns, is_offered_to_all
from neighbourhood.needs.spent import spent_by
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind is called on the page, the icon beside it and the line below."""

    name: LazyString
    icon: str
    hint: LazyString


KINDS: Mapping[NeedKind, Words] = {
    NeedKind.HEATING: Words(
        _l("Se chauffer"), "flame", _l("une facture, un radiateur, des couvertures")
    ),
    NeedKind.SCHOOL: Words(_l("École"), "school", _l("cantine, fournitures, sortie de classe")),
    NeedKind.FOOD: Words(_l("Se nourrir"), "apple", _l("courses, repas livrés, lait infantile")),
    NeedKind.TRANSPORT: Words(_l("Se déplacer"), "bus", _l("carte de bus, vélo, réparation")),
    NeedKind.HEALTH: Words(
        _l("Se soigner"), "heart-pulse", _l("lunettes, soins dentaires, appareil")
    ),
    NeedKind.EQUIPMENT: Words(
        _l("Équiper le logement"), "armchair", _l("lit, réfrigérateur, ordinateur")
    ),
    NeedKind.HOUSING: Words(_l("Se loger"), "key", _l("caution, loyer en retard, nuit d’hôtel")),
    NeedKind.CHILDCARE: Words(
        _l("Garde d’enfants"), "baby", _l("quelques heures de garde, centre de loisirs")
    ),
}
URGENCIES: Mapping[Urgency, LazyString] = {
    Urgency.WEEK: _l("sous 7 jours"),
    Urgency.MONTH: _l("sous 30 jours"),
    Urgency.NONE: _l("sans urgence"),
}


def _amount_of(typed: Typed) -> int:
    cents = parse_euros(typed["amount"])
    if cents is None:
        raise ValueError  # one may mean several by it: it is shown as it was typed
    return cents


def said_quartier(number: Any) -> str:
    """Say a quartier by its name; its number where there is none of that number."""
    is_number = str(number).isdecimal() and len(str(number)) < 19
    found = db.session.get(Quartier, int(number)) if is_number else None
    return found.name if found else said_plainly(number)


# What staff read before they press, and in which field they type it.
AMOUNT = Fields(lambda cents: {"amount": figure(cents)}, _amount_of)
READ = Reading(
    title=Fact(label=_l("En une phrase")),
    covers=Fact(label=_l("Ce que l’argent paie")),
    target_cents=Fact(label=_l("Montant"), say=euros, fields=AMOUNT),
    kind=Fact(label=_l("Sorte de besoin"), say=said_by({k: w.name for k, w in KINDS.items()})),
    quartier=Fact(label=_l("Quartier"), of="quartier_id", say=said_quartier),
    urgency=Fact(label=_l("Urgence"), say=said_by(URGENCIES)),
    proof_text=Fact(label=_l("À quoi l’argent a servi")),
)
# The same of a proof, or of another version, before it is published.
READ_ANEW = Reading(says=Fact(label=_l("Le texte")))
# The same of a draft: the amount is typed on the page that sends it.
ANSWERED = {name: READ.facts[name] for name in ("title", "covers", "kind")}
STATUS_WORDS: Mapping[NeedStatus, LazyString] = {
    NeedStatus.DRAFT: _l("Brouillon"),
    NeedStatus.SUBMITTED: _l("À relire"),
    NeedStatus.RETURNED: _l("À reprendre"),
    NeedStatus.APPROVED: _l("Approuvé"),
    NeedStatus.OPEN: _l("À financer"),
    NeedStatus.FUNDED: _l("Financé"),
    NeedStatus.PROVED: _l("Réalisé"),
    NeedStatus.WITHDRAWN: _l("Retiré"),
}
# What a receipt says otherwise, to whoever gave.
_GIFT_WORDS: Mapping[NeedStatus, LazyString] = {NeedStatus.OPEN: _l("Collecte en cours")}


def place_of(need: Need) -> str:
    """Say where a need is, as neighbours read it: never finer than what hides its household."""
    return place_in(place_facts(need))


def place_facts(need: Need) -> dict[str, str]:
    """Return how the place of a published need is called, for `place_in` to say."""
    named = need.named.name if need.named else need.partner.municipality.name
    return {"shown_as": (need.shown_as or ShownAs.TOWN).value, "place": named}


def place_in(facts: Mapping[str, Any]) -> str:
    """Say the place that a card keeps among its facts; nothing for one that keeps none."""
    if facts.get("shown_as") == ShownAs.AROUND:
        return str(gettext("%(quartier)s et alentours", quartier=facts["place"]))
    return str(facts.get("place", ""))


NEED = CARD_KINDS.declare(
    CardKind(
        rank=50,
        code="need",
        one=_l("Besoin"),
        many=_l("Besoins"),
        icon="hand-coins",
        template="neighbourhood/needs/card.html",
        page=("needs.show", "need_id"),
        switch=NEEDS,
    )
)
NEARLY_MET = ASIDES.declare(
    Aside("nearly met", rotation.nearly_met, "neighbourhood/needs/aside.html", NEEDS)
)


class Section(NamedTuple):
    """One part of the desk of needs: its title, and what it says when empty (or it hides)."""

    title: LazyString
    nothing: LazyString | None = None


DESK: Mapping[NeedStatus, Section] = {
    NeedStatus.SUBMITTED: Section(_l("À relire"), _l("Rien n’attend de relecture.")),
    NeedStatus.FUNDED: Section(_l("À prouver"), _l("Aucun besoin financé n’attend de preuve.")),
    NeedStatus.RETURNED: Section(_l("À reprendre")),
    NeedStatus.APPROVED: Section(_l("Approuvés, en attente d’envoi")),
    NeedStatus.DRAFT: Section(_l("Brouillons")),
    NeedStatus.OPEN: Section(_l("À financer"), _l("Aucun besoin n’est publié en ce moment.")),
    NeedStatus.PROVED: Section(_l("Réalisés")),
}


def _find(viewer: Resident, need_id: int) -> Fund:
    fund = queries.show(viewer, need_id).fund
    if fund is None:
        raise Missing
    return fund


def _find_public(need_id: int) -> Fund | None:
    need = db.session.get(Need, need_id)
    return need.fund if need is not None and is_offered_to_all(need) else None


def _purposes(fund_ids: Iterable[int]) -> Mapping[int, Purpose]:
    return {need.fund_id: _purpose(need) for need in queries.of_funds(fund_ids) if need.fund_id}


def _purpose(need: Need) -> Purpose:
    return Purpose(
        by=need.partner.name,
        where=place_of(need),
        icon=KINDS[need.kind].icon,
        status=_GIFT_WORDS.get(need.status, STATUS_WORDS[need.status]),
        is_public=need.is_published,
        text=need.covers,
        outcome=need.proof_text if need.status is NeedStatus.PROVED else "",
        spent=spent_by(need),
        thanks=need.thanks_text,
    )


def _may_give(actor: Actor, fund: Fund) -> bool:
    found = queries.of_funds([fund.id])
    return bool(found) and concerns(actor, found[0])


FUND = FUND_KINDS.declare(
    FundKind(
        code="need",
        place="/solidarite",
        find=_find,
        purposes=_purposes,
        may_give=_may_give,
        switch=NEEDS,
        find_public=_find_public,
        find_past=queries.find_past,
        words=FundWords(
            section=_l("Solidarité"),
            back=_l("Le besoin"),
            back_from_bank=_l("Revenir au besoin"),
            look_again=_l("Revoir le besoin"),
            see_all=_l("Voir les besoins"),
            see_others=_l("Voir les autres besoins"),
            by=_l("Partenaire"),
            being_paid=_l(
                "D’autres voisins sont en train de payer ce qui manque. Revenez dans 20 minutes, "
                "ou regardez un autre besoin."
            ),
            too_late=_l(
                "Quand votre paiement est arrivé, le besoin était déjà financé, ou retiré. Vos "
                "%(amount)s reviennent sur votre compte d’ici quelques jours."
            ),
            returned=_l("Besoin retiré, don à vous rendre"),
            rule=_l(
                "Si le besoin est retiré, ou financé avant que votre paiement arrive, tout vous "
                "est rendu, sur votre carte ou sur votre compte."
            ),
            rule_of_several=_l(
                "Si l’un de ces besoins est retiré, ou financé avant l’arrivée de votre paiement, "
                "sa part vous est rendue, sur votre carte."
            ),
            rule_once_paid=_l(
                "Si le besoin est retiré, tout vous est rendu, sur votre carte ou sur votre compte."
            ),
            several_once_paid=_l(
                "Si l’un de ces besoins est retiré, sa part vous est rendue, sur votre carte."
            ),
        ),
    )
)
