"""From a file's text to domain values, with a diagnostic for everything that does not read."""
