"""The pages of the desk stand beside each other, each named by whoever has it."""

import re

import pytest

from verification.proving.registry import all_proofs
from verification.views.desk import CHIPS

CHIP = re.compile(r'<a href="([^"]+)"( aria-current=page)? *>([^<]+)</a>')


def chips(page):
    row = re.search(r'<nav class="chips wrap" aria-label="Vérifier.*?</nav>', page, re.DOTALL)
    return CHIP.findall(row.group())


@pytest.mark.parametrize(
    ("path", "word"), [("/accueil/mandats", "Mandats"), ("/accueil/garants", "Preuves à revoir")]
)
def test_a_page_of_the_desk_shows_where_one_is_among_all_of_them(hall, path, word):
    shown = chips(hall.get(path).text)
    assert [chip for chip in shown if chip[1]] == [(path, " aria-current=page", word)]
    proofs = [proof.desk.word for proof in all_proofs() if proof.desk]
    assert [said for _path, _here, said in shown] == [
        *proofs,
        "La mairie",
        "Mandats",
        "Preuves à revoir",
    ]
    assert len(CHIPS) == 3
