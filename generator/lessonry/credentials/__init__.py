"""The signed statement and its sheet: keys, records, proofs, certificates, verification."""
