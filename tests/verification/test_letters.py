import re
from io import BytesIO
from pathlib import Path

import pytest
import segno
from fpdf.enums import PDFResourceType
from PIL import Image

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.foundation.web.uploads import photo_to_webp
from neighbourhood.residents.models.residents import Resident
from tests.support.pdf import pictures_of, streams_of, text_of
from verification.actions import claims as claims_actions
from verification.letters import pages
from verification.letters import words as words_letters
from verification.letters.words import Letter
from verification.models.letters import LetterCode
from verification.queries import claims
from verification.queries import letters as letters_queries

FONTS = Path("static/dist/letters")


@pytest.fixture
def compose(app):
    """Write the letter of a resident."""

    def compose(resident):
        with app.test_request_context():
            letter = letters_queries.live_letter(claims.last_claim(resident))
            return words_letters.compose(db.session.get_one(LetterCode, letter.id))

    return compose


def a_letter(**more):
    words = {
        "language": "fr",
        "name": "Karima Benali",
        "street": "12 bis rue des Tanneurs",
        "town": "35999 VALBOURG",
        "sender": "Ville de Valbourg",
        "date": "Valbourg, le 21 novembre 2026",
        "title": "Votre code pour rejoindre vos voisins",
        "opening": "Bonjour Karima Benali, cette lettre prouve que vous habitez bien ici.",
        "steps": ("Ouvrez la page.", "Connectez-vous.", "Tapez le code."),
        "about": "Palier est le réseau d’entraide de votre quartier : c’est gratuit.",
        "wrong_title": "Ce n’était pas vous ?",
        "wrong": "Dites-le avec la référence ABCD-1234.",
        "code": "ABCDE-12345",
        "scan": "http://localhost/mon-adresse/code#ABCDE-12345",
    }
    return Letter(**{**words, **more})


def test_a_letter_says_who_where_and_what_to_do(make, newcomer, claim, compose, code_of):
    door = make.address(number=12, suffix="bis")
    made = claim(newcomer, door)
    letter = compose(newcomer)
    assert (letter.name, letter.street) == ("Nora Petit", "12 bis rue des Tanneurs")
    assert letter.town == "99350 VALBOURG"
    assert letter.sender == "Ville de Valbourg"
    assert letter.code == codes.spell(code_of(newcomer))
    assert "http://localhost/mon-adresse/code" in letter.steps[0]
    assert "http://localhost/pas-moi" in letter.wrong
    printed = re.search(r"référence (\S+),", letter.wrong)[1]
    assert codes.read(printed, 8) == made.reference


def test_a_letter_goes_to_the_building_and_the_floor(make, newcomer, compose):
    around = "bâtiment B, 3e étage"
    make.act(claims_actions.claim_address, newcomer, make.address(), method="letter", around=around)
    letter = compose(newcomer)
    assert letter.around == around
    assert around in text_of(pages.draw([letter], FONTS))


def test_the_square_holds_the_code_after_the_hash_where_no_server_sees_it(
    newcomer, door, claim, compose
):
    claim(newcomer, door)
    letter = compose(newcomer)
    assert letter.scan == f"http://localhost/mon-adresse/code#{letter.code}"
    assert not any(letter.code in step for step in letter.steps)


def test_a_letter_names_nobody_else_at_the_address(make, newcomer, claim, compose):
    karima = make.resident("Karima Benali")
    with make.writing() as session:
        door = session.get_one(Resident, karima.id).address
    claim(newcomer, door)
    letter = compose(newcomer)
    assert "Karima" not in str(letter)


def test_a_letter_speaks_the_language_of_its_reader(make, door, claim, compose):
    reader = make.resident("John Smith", verified=False, language="en")
    claim(reader, door)
    assert compose(reader).language == "en"


def test_the_same_letter_is_written_again_with_the_same_code(newcomer, door, claim, compose):
    claim(newcomer, door)
    assert compose(newcomer) == compose(newcomer)


def test_each_letter_is_one_page_of_one_file():
    for count in (1, 3):
        pdf = pages.draw([a_letter()] * count, FONTS)
        assert pdf.startswith(b"%PDF-")
        assert pdf.count(b"/Type /Page\n") == count


def test_what_is_drawn_can_be_read_back():
    letter = a_letter()
    text = text_of(pages.draw([letter], FONTS))
    lines = text.split("\n")
    for line in (letter.name, letter.street, letter.town, letter.date, letter.title, letter.code):
        assert line in lines
    flowing = text.replace("\n", " ")
    for words in (letter.opening, letter.about, letter.wrong_title, letter.wrong, *letter.steps):
        assert words in re.sub(" +", " ", flowing)


@pytest.mark.parametrize(
    "name",
    ["محمد بن علي", "Дмитрий Ёлкин", "Zoë Brontë-O’Connor", "Nguyễn Thị Hồng Ánh", "W" * 80],
)
def test_names_of_any_script_and_length_are_drawn_on_one_page(name):
    pdf = pages.draw([a_letter(name=name, opening=f"Bonjour {name},")], FONTS)
    assert pdf.count(b"/Type /Page\n") == 1


def test_the_square_drawn_is_the_one_of_its_link():
    letter = a_letter()
    pdf = pages.draw([letter], FONTS)
    rows = segno.make(letter.scan, error="m", micro=False, mask=paper.MASK).matrix
    assert dark_squares(pdf, paper.QR_SIDE / len(rows)) == sum(map(sum, rows))


def dark_squares(pdf, side):
    """Count the squares of `side` millimetres that the runs of a page fill."""
    [page] = [stream for stream in streams_of(pdf) if b" re" in stream]
    [path] = re.findall(rb"q 0 g (.*) f Q", page)
    widths = re.findall(rb"[\d.]+ [\d.]+ ([\d.]+) [\d.]+ re", path)
    return sum(round(float(width) / 72 * 25.4 / side) for width in widths)


def test_a_page_is_drawn_the_same_whatever_stood_before_it():
    letters = [a_letter(), a_letter(name="Дмитрий Ёлкин"), a_letter(), a_letter(name="Zoë Brontë")]
    alone = [line for letter in letters for line in lines_of([letter])]
    assert lines_of(letters) == alone


def lines_of(letters):
    # What only chooses a font is read as an empty line.
    return [line for line in text_of(pages.draw(letters, FONTS)).split("\n") if line]


def test_what_stands_on_every_page_is_in_a_font_that_each_of_them_lists():
    pdf = paper.blank(FONTS, "Programme")
    for size in (11, 20, 20):
        pdf.add_page()
        pdf.set_font("DejaVu", "B", size)
        if size == 11:
            pdf.cell(40, 8, "Programme", new_x="LMARGIN", new_y="NEXT")
        for style in ("B", "B", ""):
            pdf.set_xy(20, 40)
            paper.write(pdf, "Programme", size=20, style=style, width=100)
    for number, page in pdf.pages.items():
        drawn, chosen = bytes(page.contents), rb"/F(\d+) [\d.]+ Tf"
        named = {int(font) for font in re.findall(chosen, drawn)}
        # Without its font in the list of its page, nothing of it is seen.
        assert (
            named
            == {1, 2}
            == pdf._resource_catalog.get_resources_per_page(number, PDFResourceType.FONT)
        )
        assert re.search(rb"Tf|Tj", drawn)[0] == b"Tf"
    paper.finished(pdf)


def test_a_square_can_be_shown_on_a_page():
    assert paper.picture("http://localhost/#A").startswith("data:image/svg+xml")


@pytest.fixture
def give_logo(app, make):
    """Give a town a navy logo, kept as the page of its look keeps it."""

    def give_logo(town_id, colour="navy"):
        drawn = BytesIO()
        Image.new("RGB", (600, 300), colour).save(drawn, "PNG")
        key = new_key("logos", "webp")
        with app.app_context():
            storage().put(key, photo_to_webp(drawn.getvalue()), "image/webp")
        with make.writing() as session:
            session.add(
                TownLook(municipality_id=town_id, logo_key=key, logo_alt="Ville de Valbourg")
            )
        return key

    return give_logo


def print_for(app, compose, resident):
    letter = compose(resident)
    with app.test_request_context():
        return pages.print_pages([letter, letter])


def test_a_letter_bears_the_name_and_the_logo_of_the_town_that_sends_it(
    app, newcomer, door, claim, compose, give_logo
):
    claim(newcomer, door)
    bare = print_for(app, compose, newcomer)
    assert pictures_of(bare) == []
    assert "Ville de Valbourg" in text_of(bare)
    key = give_logo(compose(newcomer).town_id)
    pdf = print_for(app, compose, newcomer)
    # Once in the file, for as many pages as there are.
    (logo,) = pictures_of(pdf)
    assert logo.size == (432, 216)
    assert logo.getpixel((200, 100)) == pytest.approx((0, 0, 128), abs=4)
    assert pdf.count(b"/Alt ") == pdf.count(b"/Type /Page\n") == 2
    assert "Ville de Valbourg" in text_of(pdf)
    with app.app_context():
        storage().delete(key)
    assert pictures_of(print_for(app, compose, newcomer)) == []


def test_the_logo_of_another_town_is_on_no_letter(
    app, make, newcomer, door, claim, compose, give_logo
):
    claim(newcomer, door)
    give_logo(make.municipality("Autreville").id)
    assert pictures_of(print_for(app, compose, newcomer)) == []
