"""Files about many people, which need two."""
