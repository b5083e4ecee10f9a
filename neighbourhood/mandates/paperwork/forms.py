"""The form of a mandate: a sheet to sign for the town hall, a sheet to keep at home."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask_babel import format_date, get_locale, gettext
from fpdf import FPDF

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import MARGIN, write
from neighbourhood.mandates.kinds import DURATIONS, known_scopes
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.paperwork import sayings

BOX = 4.2
# More letters than this leave no room to sign beside them.
LONG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The words of one form, in the language of whoever prints it."""

    language: str
    sender: str
    number: str
    reference: str
    title: str
    principal: str
    door: str
    lets: str
    agent: str
    colleagues: str
    may: str
    scopes: tuple[tuple[str, bool], ...]
    never_title: str
    never: tuple[str, ...]
    until: str
    lasts: str
    know_title: str
    know: tuple[str, ...]
    place: str
    principal_signs: str
    agent_signs: str
    seen_by: str
    keep_title: str
    keep: str
    stop_title: str
    stop: tuple[str, ...]
    harmless: str
    code: str
    scan: str


def compose_form(mandate: Mandate, *, before: datetime) -> FormWords:
    """Write the form of a mandate, to be recorded `before` a day."""
    if mandate.address is None:
        raise ValueError("a form tells where its principal lives")
    town, agent = sayings.town_of(mandate.address), sayings.who_acts(mandate)
    return FormWords(
        language=str(get_locale().language),
        sender=gettext("Ville de %(town)s", town=town),
        number=gettext("Référence"),
        reference=sayings.reference_of(mandate),
        title=gettext("Mandat : quelqu’un agit pour moi"),
        principal=mandate.principal.full_name,
        door=", ".join(sayings.door_of(mandate.address)),
        lets=gettext("laisse agir à sa place, sur le réseau d’entraide Palier :"),
        agent=agent,
        colleagues=_colleagues() if mandate.organisation else "",
        may=gettext("Ce qui est permis (les cases cochées)"),
        scopes=tuple(
            (f"{words.title} : {words.about}", scope in mandate.scopes)
            for scope, words in known_scopes().items()
        ),
        never_title=gettext("Ce que le mandat ne permet jamais"),
        never=_never(),
        until=_until(mandate, before),
        lasts=gettext(
            "Durée : %(duration)s, à partir du jour où la mairie enregistre l’autre feuille.",
            duration=str(DURATIONS[mandate.days]).lower(),
        ),
        know_title=gettext("Ce qui est promis"),
        know=_promises(mandate),
        place=gettext("Fait à %(place)s, le %(day)s", place="." * 46, day="." * 30),
        principal_signs=gettext("Signature de %(name)s", name=mandate.principal.full_name),
        # Whoever signs for an organisation writes who they are; its name stands above.
        agent_signs=gettext("Pour l’organisme (nom et signature)")
        if mandate.organisation
        else gettext("Signature de %(name)s", name=agent),
        seen_by=gettext("Vu à l’accueil de la mairie par (nom, date)"),
        keep_title=gettext("À garder à la maison : comment arrêter"),
        keep=gettext(
            "%(agent)s agit pour %(name)s sur Palier, le réseau d’entraide du quartier. "
            "Ce mandat s’arrête dès que vous le voulez, à l’instant, sans dire pourquoi.",
            agent=agent,
            name=mandate.principal.full_name,
        ),
        stop_title=gettext("Pour arrêter"),
        stop=sayings.how_to_stop(mandate, town),
        harmless=gettext(
            "Ce code ne sert qu’à arrêter. Chaque mois, une lettre vous redira ce qui a été fait "
            "et comment arrêter."
        ),
        code=sayings.stop_code(mandate),
        scan=sayings.stop_scan(mandate),
    )


def _colleagues() -> str:
    said = gettext(
        "Toutes les personnes de l’équipe chargées d’accompagner peuvent agir. Qui rejoint ou "
        "quitte l’équipe gagne ou perd ce droit à l’instant."
    )
    return str(said)


def _never() -> tuple[str, ...]:
    return (
        gettext("Donner de l’argent ou voir les dons."),
        gettext("Changer le compte, le nom, le mot de passe ou l’adresse."),
        gettext("Montrer l’adresse, ou lire celle que d’autres montrent."),
        gettext("Confier le mandat à quelqu’un d’autre."),
    )


def _until(mandate: Mandate, before: datetime) -> str:
    said = gettext(
        "Durée : %(duration)s, à partir du jour où la mairie enregistre cette feuille. "
        "Apportez-la avant le %(day)s.",
        duration=str(DURATIONS[mandate.days]).lower(),
        day=format_date(before, "long"),
    )
    return str(said)


def _promises(mandate: Mandate) -> tuple[str, ...]:
    return (
        _signed(mandate),
        gettext(
            "Chaque mois, une lettre vous dit tout ce qui a été fait. "
            "L’accueil de la mairie l’imprime et la poste."
        ),
        gettext(
            "Vous arrêtez quand vous voulez : à l’accueil de la mairie, ou toute personne qui a "
            "le code de l’autre feuille."
        ),
    )


def _signed(mandate: Mandate) -> str:
    name = mandate.principal.public_name
    if mandate.organisation:
        name = name.replace(" ", "\N{NO-BREAK SPACE}")
        said = gettext(
            "Tout ce qui est fait est signé du nom de la personne qui agit, "
            "« pour %(principal)s ».",
            principal=name,
        )
    else:
        said = gettext(
            "Tout ce qui est fait est signé « par %(agent)s pour %(principal)s ».",
            agent=sayings.who_signs(mandate),
            principal=name,
        )
    return str(said)


def draw_form(words: FormWords, fonts: Path) -> bytes:
    """Draw a form on two pages: pure computation."""
    pdf = paper.blank(fonts)
    _sheet_to_sign(pdf, words)
    _sheet_to_keep(pdf, words)
    return paper.finished(pdf)


def _sheet_to_sign(pdf: FPDF, words: FormWords) -> None:
    _head(pdf, words)
    write(pdf, words.title, size=17, style="B", after=2)
    write(pdf, words.principal, size=13, style="B")
    write(pdf, words.door)
    write(pdf, words.lets)
    write(pdf, words.agent, size=13, style="B", after=0 if words.colleagues else 2)
    if words.colleagues:
        write(pdf, words.colleagues, after=2)
    write(pdf, words.may, style="B", after=0.5)
    for scope, ticked in words.scopes:
        _tick(pdf, scope, ticked=ticked)
    pdf.ln(1.5)
    _listed(pdf, words.never_title, words.never)
    write(pdf, words.until, style="B", after=1.5)
    _listed(pdf, words.know_title, words.know)
    _signatures(pdf, words)


def _head(pdf: FPDF, words: FormWords) -> None:
    pdf.add_page()
    pdf.set_lang(words.language)
    paper.head(pdf, words.sender, size=12)
    pdf.set_xy(pdf.w - MARGIN - 70, 18)
    pdf.set_font("DejaVu", "B", 20)
    pdf.cell(70, 10, words.reference, align="R")
    pdf.set_xy(pdf.w - MARGIN - 70, 28)
    pdf.set_font("DejaVu", "", 12)
    pdf.cell(70, 6, words.number, align="R")
    pdf.set_xy(MARGIN, 38)


def _tick(pdf: FPDF, text: str, *, ticked: bool) -> None:
    left, top = MARGIN, pdf.get_y() + 0.9
    pdf.set_draw_color(0, 0, 0)
    pdf.set_line_width(0.35)
    pdf.rect(left, top, BOX, BOX)
    if ticked:
        pdf.set_line_width(0.8)
        pdf.line(left + 0.8, top + 2.2, left + 1.8, top + 3.4)
        pdf.line(left + 1.8, top + 3.4, left + 3.6, top + 0.8)
    pdf.set_x(left + BOX + 3)
    write(pdf, text, width=pdf.epw - BOX - 3, after=0.3)
    pdf.set_x(left)


def _listed(pdf: FPDF, title: str, lines: tuple[str, ...]) -> None:
    write(pdf, title, style="B", after=0.5)
    for line in lines:
        paper.bullet(pdf, line)
    pdf.ln(1.5)


def _signatures(pdf: FPDF, words: FormWords) -> None:
    pdf.set_y(max(pdf.get_y(), 200))
    write(pdf, words.place, after=3)
    top, half = pdf.get_y(), (pdf.epw - 6) / 2
    bottom = min(top + 45, 264)
    for left, text in (
        (MARGIN, words.principal_signs),
        (MARGIN + half + 6, words.agent_signs),
    ):
        _box(pdf, left, top, half, bottom - top)
        pdf.set_xy(left + 2, top + 1)
        write(pdf, text, width=half - 4, size=12 if len(text) <= LONG else 9)
    _box(pdf, MARGIN, bottom + 3, pdf.epw, 18)
    pdf.set_xy(MARGIN + 2, bottom + 4)
    write(pdf, words.seen_by, width=pdf.epw - 4)


def _box(pdf: FPDF, left: float, top: float, width: float, height: float) -> None:
    pdf.set_draw_color(*paper.GREY)
    pdf.set_line_width(0.4)
    pdf.rect(left, top, width, height)


def _sheet_to_keep(pdf: FPDF, words: FormWords) -> None:
    _head(pdf, words)
    write(pdf, words.keep_title, size=17, style="B", after=4)
    write(pdf, words.keep, size=13, after=4)
    write(pdf, words.lasts, size=13, after=8)
    write(pdf, words.stop_title, size=15, style="B", after=3)
    paper.code_beside_square(pdf, words.code, words.scan)
    for way in words.stop:
        write(pdf, way, size=13, after=3)
    write(pdf, words.harmless, size=13, after=8)
    _listed(pdf, words.never_title, words.never)
