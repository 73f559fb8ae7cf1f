"""PAdES: the signature of the whole file that PDF readers judge by themselves."""
