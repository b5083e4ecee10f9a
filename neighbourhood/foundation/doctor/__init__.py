"""What is wrong with the site, in one line each: `flask doctor`, and the page of its health."""
