import sqlite3

import pytest

from neighbourhood.foundation.words.search import (
    LONGEST_QUESTION,
    MOST_WORDS,
    fts5_query,
    normalise,
    tsquery,
)

SAME = [
    ("preter", "prêter"),
    ("prêt", "prêter"),
    ("velo electrique", "vélos électriques"),
    ("oeuf", "œufs"),
    ("Œuf", "OEUFS"),
    ("l’échelle", "échelles"),
    ("d'enfants", "enfant"),
    ("garde d’enfant", "garder des enfants"),
    ("journal", "journaux"),
    ("jeu", "jeux"),
    ("gâteau", "gateaux"),
    ("bureaux", "Bureau"),
    ("qu’une perceuse", "perceuses"),
    ("ÉCHELLE", "e\u0301chelle"),
    ("cours de piano", "cours piano"),
    ("straße", "strasse"),
]


@pytest.mark.parametrize(("asked", "written"), SAME)
def test_two_ways_of_writing_meet(asked, written):
    assert normalise(asked) == normalise(written)


def test_different_things_stay_apart():
    assert normalise("vélo") != normalise("voiture")
    assert normalise("chat") != normalise("chant")


def test_small_words_count_only_when_there_is_nothing_else():
    assert normalise("le la les") != ""
    assert normalise("la scie") == normalise("scie")


def test_other_scripts_are_kept():
    assert "уборка" in normalise("уборка снега")
    assert normalise("مساعدة") == normalise("مساعدة")
    assert normalise("مساعدة")


NOTICES = ["Je prête un vélo électrique", "Prêt de voiture", "Œufs frais", "Cours de piano"]


@pytest.fixture
def found():
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table notice using fts5(words, text unindexed)")
    base.executemany("insert into notice values (?, ?)", [(normalise(n), n) for n in NOTICES])

    def find(asked, **options):
        sql = "select text from notice where notice match ? order by rowid"
        return [text for (text,) in base.execute(sql, [fts5_query(asked, **options)])]

    yield find
    base.close()


def test_every_word_counts_and_the_last_may_be_unfinished(found):
    assert found("velos electriques pretes") == [NOTICES[0]]
    assert found("preter") == [NOTICES[0], NOTICES[1]]
    assert found("voit") == [NOTICES[1]]
    assert found("pian", prefix=False) == []
    assert found("oeuf", prefix=False) == [NOTICES[2]]


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "vélo OR 1",
        "NEAR(a b)",
        "*",
        "words:x",
        "a^b",
        "'); drop table notice--",
        "vélo AND",
        "-",
        "()",
    ],
)
def test_no_question_is_an_instruction(found, asked):
    if fts5_query(asked) is not None:
        found(asked)
    assert tsquery(asked) is None or "''" not in tsquery(asked)


def test_a_question_without_words_asks_nothing():
    assert fts5_query(" … ! ") is None
    assert tsquery("'") is None


def test_postgresql_is_asked_with_quoted_words():
    assert tsquery("vélos d’enfants") == "(('velo') | ('bicyclet') | ('vtt')) & 'enfant':*"
    assert tsquery("une scie", prefix=False) == "'sci'"


def test_a_question_is_never_long():
    assert len(fts5_query("scie " * 10_000)) <= LONGEST_QUESTION
    assert fts5_query("velo " * 10_000) == fts5_query("velo " * MOST_WORDS)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("babysitting", "Garder mes enfants mercredi"),
        ("baby-sitting", "Garde d’enfants"),
        ("garde d’enfants", "Baby-sitter disponible"),
        ("nounou", "Je fais du babysitting"),
        ("ordi", "Mon ordinateur ne démarre plus"),
        ("réfrigérateur", "Un frigo à donner"),
        ("bicyclette", "Un vélo d’enfant"),
        ("commissions", "Faire mes courses"),
        ("promener chien", "Sortir mon chien le soir"),
        ("soutien scolaire", "Aide aux devoirs"),
        ("wifi", "Internet ne marche plus"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite", "grammar"])
def test_what_neighbours_call_otherwise_is_found_too(asked, written, database):
    if database == "grammar":
        assert any(f"'{word}'" in tsquery(asked) for word in normalise(written).split())
        return
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table notice using fts5(words)")
    base.execute("insert into notice values (?)", [normalise(written)])
    asking = "select count(*) from notice where notice match ?"
    assert base.execute(asking, [fts5_query(asked)]).fetchone() == (1,)


def test_a_synonym_is_found_by_whole_words_only():
    assert "visseu" not in tsquery("perc")
    assert tsquery("chat noir") != tsquery("chat blanc")
