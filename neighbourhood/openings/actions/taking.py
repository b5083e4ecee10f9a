"""Reading a file of a town and taking it in: the very same for a trial and in earnest."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from neighbourhood.foundation.words.later import Kept, kept
from neighbourhood.openings.models.files import FileKind, TownFile
from neighbourhood.places import actions
from neighbourhood.places.ban import AddressRow, read_rows
from neighbourhood.places.intake import Tally
from neighbourhood.places.naming import UnreadableError
from neighbourhood.places.outlines import Refusal, read_outlines

# Letters that a file of addresses may hold once it is opened up: those of a large département.
MOST_LETTERS = 600_000_000
MOST_MESSAGES = 200
PROGRESS_EVERY = 5_000
GONE = _l("Le fichier n’est plus là. Envoyez-le de nouveau.")
_FIGURES = (
    "imported", "changed", "unchanged", "retired", "refused", "outside", "held", "elsewhere",
    "left",
)  # fmt: skip


@dataclass
class Outcome:
    """What a file does to a town: in figures, and a message for each feature or line at fault."""

    figures: dict[str, Any] = field(default_factory=dict)
    messages: list[Any] = field(default_factory=list)
    unreadable: bool = False

    @classmethod
    def of(cls, tally: Tally) -> "Outcome":
        """Return what a tally says, the first messages of a long list."""
        said = [asdict(one) for one in _messages(tally)]
        figures = {name: getattr(tally, name) for name in _FIGURES}
        return cls({**figures, "messages": len(said)}, said[:MOST_MESSAGES])

    @classmethod
    def nothing(cls, why: UnreadableError) -> "Outcome":
        """Return that of a file that cannot be read."""
        said = Message("", kept(why.reason, **why.details), "bad")
        return cls(messages=[asdict(said)], unreadable=True)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to know of a file, said later (`words/later`); `tone` is bad where it stops one."""

    where: Kept | str
    what: Kept
    tone: str = ""


def is_as_sent(file: TownFile, data: bytes) -> bool:
    """Tell whether what storage gives back is what was sent."""
    return hashlib.sha256(data).hexdigest() == file.digest


def count_rows(data: bytes, tell: Callable[[int], object]) -> None:
    """Read a file of addresses through, and tell how far from time to time; it may be none."""
    done = 0
    for done, _row in enumerate(read_rows(data, MOST_LETTERS), 1):
        if done % PROGRESS_EVERY == 0:
            tell(done)
    tell(done)


def take(file: TownFile, data: bytes) -> Outcome:
    """Take a file in, inside the transaction of whoever calls; raise `UnreadableError`."""
    town = file.municipality
    if file.kind is FileKind.QUARTIERS:
        tally = actions.import_quartiers(
            read_outlines(data, file.name_key or None),
            insee=town.insee,
            municipality=town.name,
            accept_partial=True,
            drop_missing=file.drops,
        )
        return Outcome.of(tally)
    rows: Iterable[AddressRow] = read_rows(data, MOST_LETTERS)
    return Outcome.of(actions.import_addresses(rows, whole=True, town=town.insee))


def _messages(tally: Tally) -> Iterator[Message]:
    yield from (Message(_where(one), _why(one), "bad") for one in tally.refusals)
    yield from (Message(_line(line), kept(fault), "bad") for line, fault in tally.faults)
    for one in tally.mended:
        yield Message(_where(one), kept(_l("réparé : %(what)s"), what=_why(one)))
    yield from (Message(_where(one), _why(one)) for one in tally.missing)
    twice = kept(_l("cette adresse est déjà plus haut ; la dernière compte"))
    yield from (Message(_line(line), twice) for line in tally.repeated)
    if tally.held:
        yield Message("", _held(tally.held))


def _where(one: Refusal) -> Kept | str:
    if not one.rank:
        return one.which
    if one.name:
        named = _l("Quartier nº %(rank)d du fichier, « %(name)s »")
        return kept(named, rank=one.rank, name=one.name)
    return kept(_l("Quartier nº %(rank)d du fichier"), rank=one.rank)


def _why(one: Refusal) -> Kept:
    return kept(one.reason, **one.details)


def _line(row: int) -> Kept:
    # The first line of the file is that of its columns.
    return kept(_l("Ligne %(line)d du fichier"), line=row + 1)


def _held(count: int) -> Kept:
    return kept(
        lazy_ngettext(
            "%(num)d adresse reste dans son ancien quartier : seule à changer, elle se "
            "reconnaîtrait",
            "%(num)d adresses restent dans leur ancien quartier : si peu à changer, elles se "
            "reconnaîtraient",
            count,
        )
    )
