"""The world outside: mail, slow jobs, files, paper."""
