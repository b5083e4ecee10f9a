"""For every route that names a thing, which one is asked for by somebody it does not concern."""

from importlib import import_module
from pathlib import Path

from tests.support.foreign.things import MAKERS, Maker

# Each slice has a file here, which says by whom its things are asked for.
for slice_ in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    if slice_.stem not in {"table", "things", "world"}:
        import_module(f"tests.support.foreign.{slice_.stem}")

FOREIGN: dict[str, Maker] = dict(sorted(MAKERS.items()))
