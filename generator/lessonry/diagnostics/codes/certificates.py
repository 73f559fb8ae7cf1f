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
    error(
        "LR320",
        "Who signs is said twice",
        "`signed_by` and `role` are the short form of `signatures`; with both, one would be lost.",
        "signed_by: Ida Holm, and a list `signatures:`",
        "Take `signed_by` and `role` out, and name the person in `signatures`.",
    ),
    error(
        "LR321",
        "A picture that no sheet can show",
        "The certificate is made of SVG, PNG and JPEG pictures; a damaged one would stop every issue.",
        "logo: logo.gif",
        "Save the picture as SVG, PNG or JPEG, with the ending that belongs to it.",
    ),
    error(
        "LR322",
        "A picture that is too large",
        "Every certificate carries it, and learners send certificates by mail.",
        "A logo.png of 6 MB",
        "Save it smaller: 1,000 pixels across are enough; or as SVG.",
    ),
    error(
        "LR323",
        "A picture outside the folder of certificates",
        "Whoever gets the course must get what its certificates are made of.",
        "logo: ../docs/logo.svg",
        "Copy the file into certificates/, and name it without a path.",
    ),
    error(
        "LR324",
        "More signatures than a sheet has room for",
        "Three names side by side would be too small to read.",
        "A list `signatures:` of three people",
        "Name two at most.",
    ),
    error(
        "LR325",
        "A language that no sheet is written in",
        "The sheet's own words would be missing.",
        "language: xx",
        "Name another language, or write a template of your own.",
    ),
    warning(
        "LR326",
        "The sheet is in another language than the course",
        "The course's language has no sheet yet, so that the sheet's own words are English.",
        "A theme in mkdocs.yml with `language: nl`, and no `language:` in certificates/issuer.yml",
        "Say `language:` in certificates/issuer.yml: `en`, or another that learners read.",
    ),
    error(
        "LR330",
        "The keys of locked exams cannot be read",
        "Certificates that learners made at once, at level 1, are checked with the keys in this list.",
        "A certificates/self-service.json that was edited by hand.",
        "Bring the file back from your version control, a backup, or the site: it is "
        "self-service/keys.json there.",
    ),
)
