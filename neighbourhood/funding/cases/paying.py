"""What is read of accounts and pay-outs before somebody presses, and how each stands, in words."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.paying import AccountStatus, PainVersion, PayOutStatus

PAY_OUT_WORDS: Mapping[PayOutStatus, LazyString] = {
    PayOutStatus.DRAWN_UP: _l("attend l’accord d’une autre personne"),
    PayOutStatus.APPROVED: _l("accordé, à remettre à la banque"),
    PayOutStatus.HANDED_OVER: _l("fichier prêt : à déposer à la banque, puis à confirmer"),
    PayOutStatus.DONE: _l("versé"),
    PayOutStatus.BACK: _l("renvoyé par la banque"),
    PayOutStatus.WITHDRAWN: _l("abandonné"),
}
# The same for its partner, who waits for it.
PARTNER_WORDS: Mapping[PayOutStatus, LazyString] = {
    **PAY_OUT_WORDS,
    PayOutStatus.DRAWN_UP: _l("en préparation"),
    PayOutStatus.APPROVED: _l("en préparation"),
    PayOutStatus.HANDED_OVER: _l("en route vers votre compte"),
}
ACCOUNT_WORDS: Mapping[AccountStatus, LazyString] = {
    AccountStatus.ENTERED: _l("à confirmer"),
    AccountStatus.CONFIRMED: _l("confirmé"),
    AccountStatus.REFUSED: _l("refusé"),
    AccountStatus.REPLACED: _l("remplacé"),
}
VERSION_WORDS: Mapping[PainVersion, LazyString] = {
    PainVersion.V09: _l("pain.001.001.09, le plus récent"),
    PainVersion.V03: _l("pain.001.001.03, si la banque le demande"),
}


def _said_count(funds: object) -> str:
    count = len(funds) if isinstance(funds, list) else 0
    return str(ngettext("%(num)d besoin", "%(num)d besoins", count))


READ_DESK = Weighed(
    partner=Fact(label=_l("Partenaire"), of="partner.name"),
    cents=Fact(label=_l("Montant"), say=euros),
    funds=Fact(label=_l("Besoins"), say=_said_count),
    account=Fact(label=_l("Compte bancaire"), of="account_shown"),
)
READ_PAY_OUT = Weighed(
    reference=Fact(label=_l("Versement")),
    partner=Fact(label=_l("Partenaire"), of="partner.name"),
    cents=Fact(label=_l("Montant"), say=euros),
    account=Fact(label=_l("Compte bancaire"), of="account.shown"),
    status=Fact(label=_l("Où il en est"), say=said_by(PAY_OUT_WORDS)),
)
READ_ACCOUNT = Weighed(
    holder=Fact(label=_l("Titulaire du compte")),
    shown=Fact(label=_l("Compte bancaire")),
    status=Fact(label=_l("Où il en est"), say=said_by(ACCOUNT_WORDS)),
)
READ_LEFT = Weighed(
    title=Fact(label=_l("Besoin"), of="fund.title"),
    with_partner=Fact(label=_l("Chez le partenaire"), say=euros),
    left=Fact(label=_l("Non utilisé"), say=euros),
)
READ_GIVEN_UP = Weighed(
    partner=Fact(label=_l("Partenaire"), of="partner.name"),
    funds=Fact(label=_l("Besoins"), of="given_up_ids", say=_said_count),
)
