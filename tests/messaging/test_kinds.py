"""What conversations are about and the moments they tell are declared once."""

import pytest

from messaging.kinds import ABOUTS, MOMENTS


@pytest.mark.parametrize("register", [ABOUTS, MOMENTS])
def test_two_declarations_of_one_code_are_a_mistake(register):
    twin = next(iter(register.values()))
    with pytest.raises(ValueError, match=f"'{twin.code}' is declared twice"):
        register.declare(twin)
