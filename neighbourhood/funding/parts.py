"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Tile, Whose
from neighbourhood.funding import cli, demo, holdings, jobs, receivers, retention, webhooks
from neighbourhood.funding.queries import paying, provider, statements
from neighbourhood.funding.views import (
    accounts,
    bank_accounts,
    baskets,
    covering,
    desk,
    giving,
    leftovers,
    monthly,
    my_gifts,
    payouts,
    tax_lists,
    tax_papers,
    town,
    transfers,
    treasury,
    visiting,
    visitor_transfers,
    visitors,
)
from neighbourhood.funding.views import statements as statement_views
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="funding",
    holdings=(holdings, retention),
    blueprints=(bp, webhooks.bp, webhooks.bank),
    views=(
        accounts,
        bank_accounts,
        baskets,
        covering,
        desk,
        giving,
        leftovers,
        monthly,
        my_gifts,
        payouts,
        statement_views,
        tax_lists,
        tax_papers,
        town,
        transfers,
        treasury,
        visiting,
        visitor_transfers,
        visitors,
        webhooks,
    ),
    commands=(cli.funding,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.SOLIDARITY,
    me=(Row(50, "funding.my_gifts", "hand-coins", _l("Mes dons"), _l("et leurs reçus")),),
    administration=(
        Task(
            40,
            Whose.INSTANCE,
            "funding.desk",
            "hand-coins",
            _l("Argent"),
            _l("paiements qui attendent une décision, relevés du compte"),
            waiting=lambda _town: len(provider.open_cases()) + statements.number_waiting(),
        ),
        Task(
            45,
            Whose.TOWN,
            "funding.donors_of_town",
            "heart-handshake",
            _l("Donateurs"),
            _l("les noms que votre service peut lire"),
        ),
        Task(
            42,
            Whose.TOWN,
            "funding.town_money",
            "hand-coins",
            _l("Argent"),
            _l("versements aux partenaires, comptes bancaires"),
            waiting=lambda town: paying.waiting_count(town or 0),
        ),
    ),
    desk=(
        Tile(
            40,
            StaffRole.PAY_OUT,
            "funding.partner_pay_outs",
            "hand-coins",
            _l("Versements"),
            _l("ce que la commune verse, le compte bancaire"),
            look="need",
        ),
        Tile(
            45,
            StaffRole.PAY_OUT,
            "funding.tax_lists",
            "file-text",
            _l("Reçus fiscaux"),
            _l("qui en demande un, les listes de l’année"),
            look="need",
        ),
    ),
)
