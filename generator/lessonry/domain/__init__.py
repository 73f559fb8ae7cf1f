"""What a course is: frozen values and pure functions, with no file, page or format in sight."""
