"""Holiday tables: a seat offered or asked for."""
