"""Papers that neighbours pin up: however much is said, nothing stands over anything else."""

from collections import defaultdict
from pathlib import Path

import pytest

from neighbourhood.agenda import letters as programmes
from neighbourhood.agenda.letters import Programme, ProgrammeDay
from neighbourhood.foundation.outside import fitting, paper
from neighbourhood.foundation.outside.fitting import QUIET
from neighbourhood.gatherings import letters as posters
from neighbourhood.gatherings.letters import Bringers, Poster

FONTS = Path("static/dist/letters")
LINK = "https://palier.valbourg-sur-riviere-la-grande.example/rencontres/123456"
LONG = "Grand repas partagé de printemps dans la cour de l’immeuble, jeux et chorale pour tous "
TITLES = {
    "of a few letters": "Apéro",
    "of sixty letters": LONG[:60],
    "of 120 letters": (LONG * 2)[:120],
    "of one word": "A" * 120,
    "in Arabic": ("حكايات للأطفال – قصص من كل مكان، للصغار والكبار، " * 3)[:120],
    "in Japanese": ("縁側のお茶会、みなさんどうぞ。お菓子と折り紙、" * 6)[:120],
}


@pytest.fixture
def drawn(monkeypatch) -> dict[int, list[tuple[str, float, float, int]]]:
    """What is drawn on each page: its words, or its square, from where to where, on how many
    lines."""
    spans = defaultdict(list)
    write, square = paper.write, paper.square

    def noted(pdf, text, *, size=12.0, **more):
        top = pdf.get_y()
        write(pdf, text, size=size, **more)
        high = pdf.get_y() - more.get("after", 0) - top
        spans[pdf.page].append((text, top, top + high, round(high / (size * 0.5))))

    def noted_square(pdf, text, left, top, *, side):
        spans[pdf.page].append(("square", top, top + side, 1))
        square(pdf, text, left, top, side=side)

    for room in (paper, fitting, posters, programmes):
        monkeypatch.setattr(room, "write", noted)
    monkeypatch.setattr(paper, "square", noted_square)
    return spans


@pytest.mark.parametrize("much", [False, True], ids=["little", "much"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_poster_keeps_white_round_its_square_and_its_address_on_one_line(drawn, title, much):
    said = (LONG * 20)[:2000] if much else "Venez."
    posters.draw_poster(
        Poster(
            over=LONG[:80] if much else "Les Tanneurs",
            title=title,
            when="Mercredi 23 septembre 2027, de 18 h 30 à 20 h 30",
            often="Le dernier mercredi de chaque mois, jusqu’au 23 septembre 2027",
            where=title if much else "La cour",
            body=said,
            bring=said,
            facts=[LONG[:80], LONG[:70], LONG[:60]] if much else ["gratuit"],
            scan="Scannez ce carré pour dire que vous venez.",
            link=LINK,
            address=LINK,
            foot="Entre voisins, avec Palier.",
        ),
        FONTS,
    )
    (page,) = drawn.values()
    at = {text: (top, bottom, lines) for text, top, bottom, lines in page}
    top, bottom, _ = at["square"]
    above = [one for one in page if one[1] < top]
    assert max(one[2] for one in above) + QUIET - 1 <= top
    assert bottom + QUIET <= at[LINK][0]
    assert at[LINK][2] == 1
    assert at[LINK][1] <= at["Entre voisins, avec Palier."][0]
    assert any(text == title for text, *_ in above)


def programme(*days: ProgrammeDay) -> Programme:
    return Programme(
        over=LONG[:80],
        title="Décembre 2026",
        days=days,
        nothing="Rien.",
        goes_on="(suite)",
        link=LINK,
        scan="Le programme à jour est sur Palier.",
        foot="pied",
    )


def test_a_day_that_goes_on_over_the_page_is_named_there_again_above_the_foot(drawn):
    lines = [("toute la journée", title, (LONG * 3)[:200]) for title in TITLES.values()] * 5
    programmes.draw_programme(programme(ProgrammeDay("Mardi 1er décembre", lines)), FONTS)
    assert len(drawn) > 2
    for number, page in drawn.items():
        titles = [text for text, *_ in page if text.startswith("Mardi")]
        assert titles == ["Mardi 1er décembre" + " (suite)" * (number > 1)]
        (foot,) = [top for text, top, *_ in page if text == "pied"]
        assert all(bottom <= foot for text, _, bottom, _ in page if text != "pied")


def test_who_brings_what_stands_above_the_foot_on_every_page(drawn):
    lines = [(title, (LONG * 2)[:150]) for title in TITLES.values()] * 6
    words = Bringers(title=LONG, when="Mardi", heads=("Quoi", "Qui"), lines=lines, foot="pied")
    posters.draw_bringers(words, FONTS)
    assert len(drawn) > 1
    for page in drawn.values():
        (foot,) = [top for text, top, *_ in page if text == "pied"]
        assert all(bottom <= foot for text, _, bottom, _ in page if text != "pied")
