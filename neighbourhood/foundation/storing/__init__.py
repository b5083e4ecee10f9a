"""What is kept: the database, how it is written and read, time, secrets at rest."""
