"""Files read in a sitting, functions seen at a glance, imports where one looks for them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What is not written by hand here, and revisions, which are never rewritten.
SKIPPED = {".venv", "node_modules", "instance", "static", "migrations"}
MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in SKIPPED and not path.name.startswith("."):
                yield from python_files(path)
        elif path.suffix == ".py":
            yield path


def statements(inside: ast.AST) -> Iterator[ast.AST]:
    """Yield what is done inside, at any depth; no statement stands in an expression."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(inside, name, ()):
            yield each
            yield from statements(each)


def functions(tree: ast.Module) -> list[Function]:
    return [node for node in statements(tree) if isinstance(node, Function)]


def lines_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imports_inside(function: Function) -> list[int]:
    inside = statements(function)
    return [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]


@pytest.fixture(scope="module")
def sources() -> dict[Path, str]:
    found = {path.relative_to(ROOT): path.read_text("utf-8") for path in python_files()}
    assert Path("app.py") in found
    assert Path("tests/house/test_sizes.py") in found
    return found


@pytest.fixture(scope="module")
def written(sources) -> list[tuple[Path, Function]]:
    return [(path, each) for path, text in sources.items() for each in functions(ast.parse(text))]


def test_no_file_is_too_long_to_read_in_a_sitting(sources):
    lengths = {path: len(text.splitlines()) for path, text in sources.items()}
    long = [f"{path}: {n} lines" for path, n in lengths.items() if n > MOST_LINES_OF_A_FILE]
    assert not long, f"split these by theme, into files with telling names: {long}"


def test_no_function_is_too_long_to_see_at_a_glance(written):
    long = [
        f"{path}:{each.lineno} {each.name}: {lines_of(each)} lines"
        for path, each in written
        if lines_of(each) > MOST_LINES_OF_A_FUNCTION
    ]
    assert not long, f"give the parts of these names of their own: {long}"


def test_nothing_is_imported_inside_a_function(written):
    # It would hide a cycle, or a cost, from whoever reads the top of the file.
    hidden = [f"{path}:{line}" for path, each in written for line in imports_inside(each)]
    assert not hidden, f"import at the top of the file: {hidden}"


def test_the_measures_see_what_they_are_for():
    tree = ast.parse("def long():\n    import os\n" + "    os\n" * 39)
    [function] = functions(tree)
    assert lines_of(function) == 41
    assert imports_inside(function) == [2]
