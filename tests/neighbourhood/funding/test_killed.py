"""A machine that stops at any line: the books are as before, or as after, and never in between."""

import json
import subprocess
import sys

from tests.support.campaign import tries
from tests.support.palier import ROOT

# Every line in a campaign.
STRIDE = tries("STRIDE", 40)


def test_a_kill_at_any_line_of_settling_and_linking_leaves_whole_books(tmp_path):
    command = [sys.executable, "-m", "tests.support.killed_money", str(tmp_path), str(STRIDE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout.splitlines()[-1])
    assert [(broken, whole) for _status, _links, broken, whole in seen] == [(0, True)] * len(seen)
    stood = [(status, links) for status, links, *_more in seen]
    # Settled before it is linked, linked one after the other; what is done stays done.
    assert stood == sorted(stood, key=lambda each: (each[0] == "settled", each[1]))
    assert stood[0] == ("reserved", 0)
    assert stood[-1] == ("settled", 2)
