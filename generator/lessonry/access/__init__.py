"""Free and full: the codes that open lessons, the book they are kept in, and what a build seals."""
