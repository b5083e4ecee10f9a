"""The record of processing (article 30) and the impact assessment (article 35), as Markdown."""

from collections.abc import Iterator

from flask_babel import format_timedelta, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.personal import HOLDINGS, IMPERSONAL, RETENTIONS, Holding
from neighbourhood.rights.kinds import ARTICLES, BASIS_WORDS

# Each risk to the people concerned, and what is done against it in the program itself.
_RISKS = (
    (
        _l("Quelqu’un apprend où vit une personne"),
        _l(
            "le public voit un carré de la carte ou un quartier, jamais une porte ; les rues de "
            "peu de portes restent cachées"
        ),
    ),
    (
        _l("Quelqu’un lit ce qui concerne quelqu’un d’autre"),
        _l("chaque page dit qui peut l’ouvrir, et des tests les parcourent toutes"),
    ),
    (
        _l("Un compte est pris par quelqu’un d’autre"),
        _l(
            "empreintes de mots de passe lentes, deuxième preuve, une semaine pour reprendre une "
            "adresse e-mail, liste des appareils"
        ),
    ),
    (
        _l("On agit pour une personne fragile contre sa volonté"),
        _l(
            "les mandats disent ce qu’ils permettent, jusqu’à quand, et tiennent un journal ; "
            "l’identité est vérifiée ; ils s’arrêtent à tout moment"
        ),
    ),
    (
        _l("Un don dit qui est pauvre, ou qui est riche"),
        _l(
            "un besoin ne nomme jamais pour qui il est ; les comptes ne connaissent que des numéros"
        ),
    ),
    (
        _l("Des données restent plus longtemps qu’elles ne servent"),
        _l(
            "chaque sorte dit combien de temps ; la nuit l’applique ; effacer un compte passe par "
            "toutes les sortes"
        ),
    ),
    (
        _l("Une sauvegarde ramène une personne effacée"),
        _l("les effacements sont notés hors de la base, et refaits après une restauration"),
    ),
    (
        _l("Une copie de la base est volée"),
        _l("ce qui est sensible y est scellé ; les clés sont gardées ailleurs, et changées"),
    ),
    (
        _l("Quelqu’un de l’équipe regarde par curiosité, ou emporte un fichier"),
        _l(
            "une raison est demandée, la personne concernée lit qui a regardé ; un fichier de "
            "plusieurs personnes se demande à deux"
        ),
    ),
    (
        _l("Quelqu’un est sanctionné à tort"),
        _l(
            "chaque décision a ses raisons et une fin ; ce qui est lourd se décide à deux ; on "
            "conteste devant quelqu’un d’autre"
        ),
    ),
)
_PAID_BY = {
    Payments.PRETEND: _l("aucun, l’argent est fictif"),
    Payments.STRIPE: _l("Stripe"),
}


def _heading(marks: str, words: object) -> str:
    return f"{marks} {words}"


def _line(label: object, value: object) -> str:
    return str(gettext("- %(label)s : %(value)s", label=str(label), value=str(value)))


def written() -> str:
    """Return both documents, complete by construction: every declaration is in them."""
    return "\n".join([*_record(), "", *_assessment(), ""])


def _record() -> Iterator[str]:
    chosen = settings.current()
    yield _heading("#", _l("Registre des traitements (RGPD, article 30)"))
    yield ""
    yield _line(_l("Site"), chosen.base_url)
    yield _line(_l("Contact"), chosen.security_contact)
    yield _line(_l("Sous-traitants"), "; ".join(processors()))
    yield _line(
        _l("Personnes concernées"),
        _l("habitants avec un compte, équipes des partenaires, personnes accompagnées"),
    )
    yield _line(_l("Transferts hors de l’Union européenne"), _l("aucun par ce programme"))
    yield _line(
        _l("Journal technique"),
        _l("ni nom ni adresse ; qui est entré, ou a été refusé, y est une marque d’un seul jour"),
    )
    for holding in HOLDINGS.values():
        yield ""
        yield from _activity(holding)
    yield ""
    yield _heading("##", _l("Ce qui s’efface tout seul"))
    yield ""
    for retention in RETENTIONS.values():
        yield _line(f"{retention.of} (`{retention.code}`)", format_timedelta(retention.keep_for))
    yield ""
    yield _heading("##", _l("Tables qui ne disent rien de personne"))
    yield ""
    for table, because in sorted(IMPERSONAL.items()):
        yield f"- `{table}`: {because}"


def _activity(holding: Holding) -> Iterator[str]:
    yield f"## {holding.title} (`{holding.code}`)"
    yield ""
    yield _line(_l("But"), holding.purpose)
    yield _line(
        _l("Base légale"), f"article {ARTICLES[holding.basis]}. {BASIS_WORDS[holding.basis]}"
    )
    yield _line(_l("Gardé"), holding.kept)
    yield _line(_l("Tables"), ", ".join(f"`{table}`" for table in sorted(holding.tables)))
    for column, because in sorted(holding.withheld.items()):
        yield _line(_l("Absent de la copie donnée à la personne"), f"`{column}`, {because}")


def _assessment() -> Iterator[str]:
    yield _heading("#", _l("Analyse d’impact (RGPD, article 35)"))
    yield ""
    yield _heading("##", _l("Description"))
    yield ""
    yield gettext(
        "Des voisins à l’adresse prouvée s’entraident, se parlent, et paient des besoins que des "
        "partenaires de la ville décrivent sans nommer personne. %(num)s sortes de choses sont "
        "gardées au sujet des personnes ; elles sont plus haut, avec leur but.",
        num=len(HOLDINGS),
    )
    yield ""
    yield _heading("##", _l("Nécessité et proportion"))
    yield ""
    for holding in HOLDINGS.values():
        kept = gettext("Gardé : %(kept)s.", kept=holding.kept)
        yield _line(holding.title, f"{holding.purpose} {kept}")
    yield ""
    yield _heading("##", _l("Risques et mesures"))
    yield ""
    for risk, measure in _RISKS:
        yield _line(risk, f"{measure}.")


def processors() -> list[str]:
    """Return the services that settings entrust something to, by what each does."""
    chosen, here = settings.current(), gettext("ce serveur")
    mail = chosen.mail_server.host if chosen.mail_server else here
    _, _, address_service = chosen.geocoder.partition(":")
    files = (chosen.bucket.endpoint or "S3") if chosen.bucket else here
    return [
        gettext("e-mails : %(by)s", by=mail),
        gettext("fichiers : %(by)s", by=files),
        gettext("paiements : %(by)s", by=str(_PAID_BY[chosen.payments])),
        gettext("adresses : %(by)s", by=address_service or here),
    ]
