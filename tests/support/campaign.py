"""How much a test tries: little in every run, all of it in a campaign (`make faults`)."""

import os


def tries(name: str, usually: int) -> int:
    """Return how often to try: `usually`, unless the campaign says otherwise (PALIER_TRY_…)."""
    return int(os.environ.get(f"PALIER_TRY_{name}", usually))
