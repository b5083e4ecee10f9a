"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.doors import Door
from neighbourhood.foundation.web.menu import Entry, Place, Row
from neighbourhood.residents import cli, demo, jobs
from neighbourhood.residents.views import (
    entering,
    joining,
    mailbox,
    passkeys,
    profile,
    recovering,
    second_factors,
    security,
    sessions,
)
from neighbourhood.residents.views.blueprint import bp

PART = Part(
    name="residents",
    blueprints=(bp,),
    views=(
        entering,
        joining,
        mailbox,
        passkeys,
        profile,
        recovering,
        second_factors,
        security,
        sessions,
    ),
    commands=(cli.residents,),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.ME,
    elsewhere={"residents.show": Place.HELP},
    menu=(Entry(place=Place.ME, endpoint="residents.me", icon="user", word=_l("Moi")),),
    me=(
        Row(
            rank=10,
            endpoint="residents.edit_profile",
            icon="pencil",
            title=_l("Mon profil"),
            soft=_l("votre nom et quelques mots sur vous"),
        ),
        Row(
            rank=20,
            endpoint="residents.seen_by_others",
            icon="eye",
            title=_l("Ce que les autres voient de moi"),
            soft=_l("votre immeuble, votre quartier, la ville, sans compte"),
        ),
        Row(
            rank=80,
            endpoint="residents.security",
            icon="lock",
            title=_l("Sécurité"),
            soft=_l("mot de passe, e-mail, appareils connectés"),
        ),
        Row(
            rank=90,
            endpoint="residents.comfort",
            icon="type",
            title=_l("Langue et affichage confort"),
            soft=_l("texte plus grand, plus d’espace"),
        ),
    ),
    doors=(
        Door(code="sign in", endpoint="residents.sign_in"),
        Door(code="sign up", endpoint="residents.sign_up"),
    ),
)
