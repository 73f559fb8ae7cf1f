"""From domain values to a file's text: the inverse of the readers, formatted as a person would."""
