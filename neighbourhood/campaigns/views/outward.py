"""What leaves for walls, screens, letters and other sites."""

from email.message import EmailMessage

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale, gettext
from markupsafe import escape

from neighbourhood.campaigns import sayings
from neighbourhood.campaigns.access import of_open_town
from neighbourhood.campaigns.drawing.posters import Poster, Size, draw_poster
from neighbourhood.campaigns.queries import figures
from neighbourhood.campaigns.sayings import SORTS, Text
from neighbourhood.campaigns.views.blueprint import bp, colour_of, look_of, page_of, spoken, told_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.web.headers import framed_anywhere
from neighbourhood.foundation.words.localisation import LANGUAGES
from neighbourhood.places.models import Municipality

SIZES: dict[str, Size] = {"a4": "A4", "a3": "A3"}
# How the screen of a stand looks; as the device does where neither is asked for.
GROUNDS = {"sombre": "dark", "clair": "light"}
# A file of HTML that is saved, never shown under our address.
_FORMS = {"txt": "text/plain; charset=utf-8", "eml": "message/rfc822", "html": "application/x-html"}


def language_asked() -> str:
    """Return the language that is asked for, else that of who reads."""
    asked = request.args.get("langue", "")
    return asked if asked in LANGUAGES else str(get_locale().language)


@bp.get("/integrer/<insee>")
@framed_anywhere
@of_open_town
def embed(town: Municipality) -> ResponseReturnValue:
    """Show the counter alone, for a frame in the page of another site: no cookie, no form."""
    with force_locale(language_asked()):
        return render_template(
            "neighbourhood/campaigns/embed.html",
            town=town,
            live=figures.live(town),
            look=look_of(town),
        )


@bp.get("/villes/<insee>/ecran")
@of_open_town
def screen(town: Municipality) -> ResponseReturnValue:
    """Show the total and a square to scan, large, for a public event."""
    with force_locale(language_asked()):
        return render_template(
            "neighbourhood/campaigns/screen.html",
            town=town,
            live=figures.live(town),
            look=look_of(town),
            address=page_of(town),
            spoken=spoken(page_of(town)),
            ground=GROUNDS.get(request.args.get("fond", "")),
        )


@bp.get("/villes/<insee>/affiche.pdf")
@of_open_town
def poster(town: Municipality) -> Response:
    """Hand out a poster, A4 or A3, in French or in English."""
    size = SIZES.get(request.args.get("format", "a4"))
    if size is None:
        raise Missing
    with force_locale(language_asked()):
        words = Poster(
            town=town.name,
            title=gettext("La solidarité entre voisins"),
            sentence=gettext(
                "Une facture, un cartable, des lunettes : des besoins précis, sans nom, que "
                "chacun finance comme il veut."
            ),
            figure=sayings.say_figure(figures.live(town)),
            scan=gettext("Scannez ce carré, ou tapez cette adresse :"),
            link=page_of(town),
            address=spoken(page_of(town)),
            promise=sayings.say_promise(),
            colour=colour_of(town),
            language=language_asked(),
            size=size,
        )
        return paper.hand_out(paper.printed(draw_poster, words), f"affiche-{size}.pdf")


@bp.get("/villes/<insee>/textes")
@of_open_town
def text(town: Municipality) -> Response:
    """Hand out one of the ready-made texts as a file."""
    sort, form = SORTS.get(request.args.get("texte", "")), request.args.get("forme", "txt")
    if sort is None or form not in _FORMS or (form != "txt" and not sort.is_mail):
        raise Missing
    with force_locale(language_asked()):
        written = sort.write(told_of(town, figures.live(town)))
    answer = make_response(_as(form, written))
    answer.content_type = _FORMS[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="palier-{town.insee}.{form}"'
    return answer


def _as(form: str, written: Text) -> bytes:
    if form == "txt":
        return f"{written.subject}\n\n{written.whole}\n".encode()
    html = _page(written)
    if form == "html":
        return html.encode()
    mail = EmailMessage()
    mail["Subject"] = written.subject
    # Programs for mails open it as a draft.
    mail["X-Unsent"] = "1"
    mail.set_content(written.whole)
    mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def _page(written: Text) -> str:
    said = "".join(f"<p>{escape(one)}</p>\n" for one in written.paragraphs)
    title = escape(written.subject)
    head = f'<!doctype html>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    return f"{head}<h1>{title}</h1>\n{said}"
