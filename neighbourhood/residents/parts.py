"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.residents import cli, demo, holdings, jobs, receivers, retention, sight_holdings
from neighbourhood.residents.actions import charters
from neighbourhood.residents.actions.erasing import replay
from neighbourhood.residents.views import (
    barred,
    blocks,
    closing,
    entering,
    joining,
    mailbox,
    passkeys,
    profile,
    recovering,
    second_factors,
    security,
    sessions,
    sights,
)
from neighbourhood.residents.views.blueprint import bp


def _get_ready() -> None:
    charters.found_before_serving()
    replay()


PART = Part(
    name="residents",
    blueprints=(bp,),
    views=(
        barred,
        closing,
        blocks,
        entering,
        joining,
        mailbox,
        passkeys,
        profile,
        recovering,
        second_factors,
        security,
        sessions,
        sights,
    ),
    commands=(cli.residents, cli.privacy),
    before_serving=_get_ready,
    jobs=(jobs,),
    holdings=(holdings, retention, sight_holdings),
    receivers=(receivers,),
    demo=demo.build,
    place=Place.ME,
    elsewhere={"residents.show": Place.HELP},
    menu=(Entry(Place.ME, "residents.me", "user", _l("Moi")),),
    me=(
        Row(
            10,
            "residents.edit_profile",
            "pencil",
            _l("Mon profil"),
            _l("votre nom et quelques mots sur vous"),
        ),
        Row(
            20,
            "residents.seen_by_others",
            "eye",
            _l("Ce que les autres voient de moi"),
            _l("votre immeuble, votre quartier, la ville, sans compte"),
        ),
        Row(
            65,
            "residents.blocked_people",
            "users",
            _l("Personnes bloquées"),
            _l("vous ne vous voyez plus, et elles ne le savent pas"),
        ),
        Row(
            75,
            "residents.hours",
            "clock",
            _l("Quand ne pas me déranger"),
            _l("les heures où l’on peut vous écrire"),
        ),
        Row(
            80,
            "residents.security",
            "lock",
            _l("Sécurité"),
            _l("mot de passe, e-mail, appareils connectés"),
        ),
        Row(
            90,
            "residents.comfort",
            "type",
            _l("Langue et affichage confort"),
            _l("texte plus grand, plus d’espace"),
        ),
    ),
    signposts=(
        Signpost(code="sign in", endpoint="residents.sign_in"),
        Signpost(code="sign up", endpoint="residents.sign_up"),
        Signpost(code="block", endpoint="residents.block"),
    ),
)
