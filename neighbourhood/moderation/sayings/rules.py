"""A rule in the words of the charter: of the version that stood when something was reported."""

from dataclasses import dataclass

from flask_babel import force_locale, get_locale

from neighbourhood.foundation.words.outlining import outlined
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.rules import RULES, Rule
from neighbourhood.residents.models.charters import Charter
from neighbourhood.residents.queries.charters import standing_at

# The language in which every charter is written, and every rule of this program.
_WRITTEN_IN = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a decision stands on: the `word` of a rule, and the lines of a charter that say it.

    Where no line says it word for word, because somebody wrote the charter anew, `sentence` is what
    this site asks, and nobody takes it for a quotation.
    """

    word: str
    sentence: str
    quotes: tuple[str, ...] = ()
    charter: Charter | None = None


def ground_of(code: str, case: Case) -> Ground:
    """Return the ground of a rule in a case, in the charter of the site or else of the town."""
    rule = RULES.get(code)
    if rule is None:
        return Ground(word=code, sentence=code)
    stood = [standing_at(town_id, case.created_at) for town_id in _towns(case)]
    charters = [one for one in stood if one is not None]
    for charter in charters:
        quotes = _quoted(rule, charter)
        if quotes:
            return Ground(
                word=str(rule.word), sentence=rule.sentence, quotes=quotes, charter=charter
            )
    return Ground(
        word=str(rule.word), sentence=rule.sentence, charter=charters[0] if charters else None
    )


def _towns(case: Case) -> tuple[int | None, ...]:
    return (None,) if case.municipality_id is None else (None, case.municipality_id)


def _quoted(rule: Rule, charter: Charter) -> tuple[str, ...]:
    """Return the lines of a charter that say a rule, in the language of the reader if it has it."""
    with force_locale(_WRITTEN_IN):
        points = {_bare(str(point)) for point in rule.points}
    written = _lines(charter, _WRITTEN_IN)
    read = _lines(charter, get_locale().language)
    # A translation of other lines than these would put words into its mouth.
    shown = read if len(read) == len(written) else written
    return tuple(said for line, said in zip(written, shown, strict=True) if _bare(line) in points)


def _lines(charter: Charter, language: str) -> list[str]:
    blocks = outlined(charter.said("text", language))
    return [line for block in blocks if block.kind != "title" for line in block.lines]


def _bare(line: str) -> str:
    return " ".join(line.split())
