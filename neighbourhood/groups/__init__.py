"""Groups: who comes together around an interest, a building, a school or a garden."""
