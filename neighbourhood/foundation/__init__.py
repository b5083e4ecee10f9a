"""What every slice stands on: settings, database, forms, mail, jobs, the web itself."""
