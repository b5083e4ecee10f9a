"""Files that nobody here would write: each is answered in words, and changes nothing."""

import gzip
import json
import zlib

import pytest

from neighbourhood.foundation.outside.scanning import EICAR
from neighbourhood.foundation.web import fields
from neighbourhood.openings.actions import taking
from neighbourhood.places.ban import LONGEST_LINE
from tests.neighbourhood.openings.conftest import as_csv, door, part
from tests.support.geojson import collection, feature, polygon, ring
from tests.support.news import plain

GOOD = part("Le Pont")


def bow_tie(name):
    (a, b, c, d, _) = ring(2, west=6.0)
    return feature(name, polygon([a, c, b, d, a]))


def turned(name):
    return feature(name, polygon([[y, x] for x, y in ring(2, west=6.0)]))


def projected(name):
    corners = [(0, 0), (900, 0), (900, 900), (0, 900), (0, 0)]
    return feature(name, polygon([[652_000 + x, 6_862_000 + y] for x, y in corners]))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (bow_tie("Nœud"), "du fichier, « Nœud » son contour se croise (près de "),
        (
            turned("À l’envers"),
            "Quartier nº 2 du fichier, « À l’envers » sa longitude et sa latitude sont échangées",
        ),
        (projected("En mètres"), "ne sont pas des degrés"),
        (part(None, 2), "Quartier nº 2 du fichier il n’a pas de nom"),
        (part("Le Pont", 2), "ce nom est déjà pris"),
        (feature("Vide"), "il n’a pas de polygone"),
        (part("Dessus", 0, side=0.005), "« Dessus » il empiète sur « Le Pont »"),
        (feature("Au loin", polygon(ring(west=5.0))), "il est en dehors de la commune"),
    ],
)
def test_a_feature_at_fault_is_told_by_its_number_and_the_others_may_be_taken(setting_up, bad, why):
    page = setting_up.quartiers(GOOD, bad, name_key="nom")
    said = " ".join(plain(setting_up.client.get(page).text).split())
    said = said.replace("</bdi><small>", " ")
    assert why in said
    assert "1 à corriger" in said
    setting_up.take(page)
    assert setting_up.names() == ["Le Pont"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"rien", "n’est pas du JSON"),
        (b"[" * 100_000, "n’est pas du JSON"),
        (b'{"type": "Point"}', "n’est pas une FeatureCollection"),
        ("\u201cnom\u201d é".encode("cp1252"), "n’est pas du JSON"),
        (collection(*[GOOD] * 1001), "plus de 1000 quartiers"),
        (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "aucun quartier"),
    ],
)
def test_a_whole_file_that_is_no_map_says_so(setting_up, content, why):
    said = plain(setting_up.client.get(setting_up.send("quartiers", content)).text)
    assert "Rien n’a changé" in said
    assert why in said
    assert setting_up.names() == []


def zip_bomb():
    """Ten megabytes of nothing in ten kilobytes; the whole never stands in memory."""
    packer = zlib.compressobj(9, wbits=31)
    head = as_csv([door(1)]) + b"\n"
    return packer.compress(head + b"0" * 10_000_000) + packer.flush()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zip_bomb(), "une ligne n’y finit pas"),
        (gzip.compress(as_csv([door(1)]))[:-9], "abîmé, ou n’est pas arrivé en entier"),
        (as_csv([door(1) | {"nom_voie": "Rue de l’Église"}]).decode().encode("cp1252"), "UTF-8"),
        (b"id;numero\n1;2", "Il manque des colonnes"),
        (as_csv([door(1)]).replace(b";", b","), "séparées par des virgules"),
        (b"\x00" * (LONGEST_LINE + 1), "une ligne n’y finit pas"),
        (as_csv([door(n, lon="652000,5", lat="6862000,1") for n in range(3)]), "virgule"),
        (as_csv([door(n, lon=652_000, lat=6_862_000) for n in range(3)]), "Lambert 93"),
    ],
)
def test_a_file_of_addresses_at_fault_says_so(setting_up, content, why):
    said = plain(setting_up.client.get(setting_up.send("adresses", content)).text)
    assert "Rien n’a changé" in said
    assert why in said


def test_a_file_with_a_virus_is_refused_and_tried_nowhere(setting_up):
    answer = setting_up.send("adresses", as_csv([door(1)]) + EICAR)
    assert answer.status_code == 422
    assert "quelque chose de dangereux" in plain(answer.text)
    assert setting_up.file() is None


def test_many_short_lines_packed_are_not_read_to_the_end(setting_up, monkeypatch):
    monkeypatch.setattr(taking, "MOST_LETTERS", 50_000)
    bomb = gzip.compress(as_csv([door(n % 99 + 1) for n in range(2_000)]))
    page = setting_up.client.get(setting_up.send("adresses", bomb)).text
    assert "trop grand une fois ouvert" in page


@pytest.mark.parametrize(("content", "why"), [(b"", "vide"), (b" " * 2_000, "plus de 12 Mo")])
def test_what_is_empty_or_too_heavy_is_not_even_kept(setting_up, monkeypatch, content, why):
    monkeypatch.setattr(fields, "MAX_UPLOAD_BYTES", 1_000)
    answer = setting_up.send("quartiers", content)
    assert (answer.status_code, why in plain(answer.text)) == (422, True)
    assert setting_up.file() is None


def test_two_hundred_megabytes_are_refused_before_they_are_read(setting_up):
    answer = setting_up.client.post(
        f"{setting_up.home}/quartiers",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "200000000"},
    )
    assert answer.status_code == 413


def test_many_messages_are_counted_and_the_first_are_shown(setting_up, monkeypatch):
    monkeypatch.setattr(taking, "MOST_MESSAGES", 3)
    setting_up.take(setting_up.quartiers(GOOD))
    rows = [*(door(n) for n in range(20)), *(door(n) | {"numero": "?"} for n in range(30, 40))]
    setting_up.addresses(*rows)
    file = setting_up.file()
    assert (file.figures["messages"], len(file.messages)) == (10, 3)


def test_a_name_is_text_wherever_it_is_said(setting_up):
    page = setting_up.quartiers(part("<script>alert(1)</script>"), GOOD)
    setting_up.take(page)
    for shown in (page, f"{setting_up.home}/ouverture"):
        assert "<script>alert" not in setting_up.client.get(shown).text
