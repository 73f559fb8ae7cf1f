"""What became of a credential: revoked, suspended or restored, and the public lists that say so."""
