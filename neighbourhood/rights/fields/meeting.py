"""What is held of gatherings and of the agenda: its columns, and the values of them, in words."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

COLUMNS = MappingProxyType(
    {
        "sort": _l("sorte de rencontre"),
        "first_on": _l("premier jour"),
        "last_on": _l("dernier jour"),
        "begins": _l("heure"),
        "zone": _l("fuseau horaire"),
        "rhythm": _l("rythme"),
        "where_held": _l("chez qui"),
        "public_place_id": _l("lieu public"),
        "access": _l("bon à savoir"),
        "capacity": _l("places"),
        "cost": _l("coût"),
        "original_start": _l("prévue d’abord le"),
        "starts_at": _l("début"),
        "wanted": _l("combien il en faut"),
        "occurrence_id": _l("date de rencontre"),
        "gathering_id": _l("rencontre"),
        "supply_id": _l("chose à apporter"),
        "slot": _l("numéro"),
        "party": _l("combien de personnes"),
        "changed_at": _l("changement annoncé le"),
        "agreed_at": _l("changement accepté le"),
        "attended": _l("présence notée"),
        "was_there": _l("a dit y être"),
        "thanks": _l("mot de merci"),
        "removed_at": _l("retiré le"),
        "description": _l("ce qu’on y voit"),
        "shows": _l("ce qu’on y lit"),
    }
)
VALUES = MappingProxyType(
    {
        "event": _l("rencontre"),
        "happening": _l("événement"),
        "outside_event": _l("événement d’un organisme"),
        "calendar_address": _l("calendrier à emporter"),
        "outside_calendar": _l("calendrier suivi"),
        "mine": _l("là où je vais"),
        "groups": _l("mes groupes"),
        "gathering": _l("rencontre"),
        "gatherings": _l("rencontres"),
        "occurrence": _l("date de rencontre"),
        "coming": _l("vient"),
        "planned": _l("prévue"),
        "once": _l("une seule fois"),
        "weekly": _l("toutes les semaines"),
        "fortnightly": _l("toutes les deux semaines"),
        "monthly by weekday": _l("tous les mois, le même jour de la semaine"),
        "monthly by last weekday": _l("tous les mois, le dernier de ce jour"),
        "monthly by day": _l("tous les mois, à la même date"),
        "public": _l("lieu public"),
        "shown": _l("montrée"),
        "snapshot": _l("photo de rencontre"),
        "regular": _l("vient à toutes les dates"),
    }
)
