"""Names of the whole world stand on paper."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from neighbourhood.foundation.outside import faces, paper

FONTS = Path(__file__).parents[3] / "static" / "dist" / "letters"
NAMES = [
    "王小梅",
    "김민수",
    "さくら 田中",
    "أحمد بن علي",
    "राहुल शर्मा",
    "রহিম",
    "ਗੁਰਪ੍ਰੀਤ",
    "ગીતા",
    "ଓଡ଼ିଆ",
    "ரமேஷ் குமார்",
    "సీత",
    "ಕಾವ್ಯ",
    "മോഹൻ",
    "නිමල්",
    "สมชาย ใจดี",
    "ສົມ",
    "សុខា",
    "အောင်ဆန်း",
    "አበበ ቢቂላ",
    "Ἀλέξανδρος",
    "Иван",
    "დავით",
    "Արամ",
    "דוד כהן",
    "Nguyễn Thị Thảo",
]


@dataclass(frozen=True)
class Said:
    name: str
    lines: tuple[str, ...]


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_has_a_face(name):
    assert faces.unwritten(name, FONTS) == ""
    lent = faces.needed_for(faces.letters_in(name), FONTS)
    assert len(lent) <= 1


def test_a_plain_paper_needs_no_other_face():
    assert faces.needed_for(faces.letters_in("Jean-Baptiste N’Guessan, œuf, 12 €"), FONTS) == []


def test_letters_are_found_wherever_they_are_said():
    said = [Said("Ana", ("王", "김")), {"more": "ሀ"}, 12, None]
    assert faces.letters_in(said) >= {"A", "王", "김", "ሀ"}
    assert faces.letters_in("a\u200d\ufe0f \n") == {"a"}


def test_a_name_in_letters_that_no_face_has_is_told():
    assert faces.unwritten(Said("𐌰𐌱 Ana", ()), FONTS) == "𐌰𐌱"


@pytest.mark.parametrize("style", ["", "B"])
def test_nothing_is_left_blank(style, monkeypatch):
    missing = []
    monkeypatch.setattr("fpdf.fonts.LOGGER.warning", lambda *told: missing.append(told))
    pdf = paper.blank(FONTS, NAMES)
    pdf.add_page()
    for name in NAMES:
        paper.write(pdf, name, style=style)
    written = paper.finished(pdf)
    assert missing == []
    assert BytesIO(written).read(5) == b"%PDF-"


def known(face):
    with TTFont(FONTS / face) as font:
        return font.getBestCmap().keys()


def test_bold_letters_come_from_the_plain_face_when_the_bold_one_lacks_them():
    plain, bold = (known(faces.USUAL[style]) for style in ("", "B"))
    pdf = paper.blank(FONTS, chr(min(plain - bold)))
    pdf.add_page()
    pdf.set_font("DejaVu", "B")
    lent = pdf.get_fallback_font(chr(min(plain - bold)), "B")
    paper.finished(pdf)  # closes the faces
    assert lent


def test_what_was_said_in_passing_is_printed_without_pictures_and_with_squares(app):
    with app.app_context():
        assert paper.writable("Courses \U0001f6d2 pour deux") == "Courses pour deux"
        assert paper.writable("བཀྲ en ville").endswith(f"{paper.LACKING} en ville")
        assert paper.writable("Ménage à deux") == "Ménage à deux"


def test_no_paper_is_drawn_with_blanks(app):
    with app.app_context(), pytest.raises(paper.CannotBeSet, match="cannot_be_set"):
        paper.printed(lambda _words, _fonts: b"%PDF", ["བཀྲ"])
