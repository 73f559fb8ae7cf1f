"""Codes of the issuer, achievements and keys."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    warning(
        "LR300",
        "An exam without an issuer",
        "Nobody stands behind its certificate, so none can be issued.",
        "An exam, and no certificates/issuer.yml",
        "Write certificates/issuer.yml with at least `name:`.",
    ),
    error(
        "LR301",
        "A private key in the course folder",
        "Whoever gets the folder could sign certificates in your name, and the folder is published.",
        "certificates/signing-key.pem",
        "Move it out of the course at once; if it was ever published, make new keys.",
    ),
    warning(
        "LR302",
        "The issuer has no keys yet",
        "Without a public key the exam page cannot seal what learners hand in.",
        "An exam and an issuer.yml, and no certificates/did.json",
        "Run `lessonry keys new` once; it keeps the private part outside the course folder.",
    ),
    error(
        "LR303",
        "The picture is missing",
        "The certificate would have a hole where it belongs.",
        "logo: logo.svg, and no certificates/logo.svg",
        "Put the file into certificates/, or take the field out.",
    ),
    error(
        "LR304",
        "The issuer's public keys cannot be read",
        "Without them exams cannot be handed in, and no certificate can be verified.",
        "A certificates/did.json that was edited by hand.",
        "Write it again from the private keys: `lessonry keys publish`.",
    ),
    warning(
        "LR305",
        "The keys belong to another address",
        "Certificates name the address that the keys were made for; nobody would find them there.",
        "Keys made while `site_url` was https://a.example.org/, and it is https://b.example.org/ now",
        "Put the old `site_url` back; or, for the new address, move certificates/did.json and "
        "certificates/status/ away and run `lessonry keys new`.",
    ),
)
