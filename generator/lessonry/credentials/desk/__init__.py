"""The issuer's self-service desk, which certifies at level 1 what an exam's lock has opened."""
