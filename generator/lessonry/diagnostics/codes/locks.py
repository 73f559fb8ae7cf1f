"""Codes of the answer lock."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR500",
        "An item that cannot be locked",
        "A lock is made of right responses that can be spelt in one way only. Where several "
        "responses are right, the page could not tell which key to derive.",
        "An item with `[[...]]`, or `[[colour|color]]`, in an exam with `lock: true`",
        "Ask it in another way (an inline choice, a number without a unit and with no "
        "percentage behind the ±), give it `points=0`, or "
        "take `lock` out.",
    ),
    error(
        "LR501",
        "A lock where there is no exam",
        "What practice quizzes ask is published with its key, so there is nothing to lock; a pool is "
        "locked by the exam that draws from it.",
        "`mode: practice` and `lock: true`",
        "Write `mode: exam`, or take `lock` out.",
    ),
    error(
        "LR502",
        "Partial credit in a locked exam",
        "The page cannot tell how much of a response is right without knowing the key. In a locked "
        "exam an item counts whole or not at all.",
        "`lock: true` and `partial_credit: per-part`",
        "Take `partial_credit` out, of the front matter or from behind the item.",
    ),
    error(
        "LR503",
        "Points that make no shares",
        "A lock has one number of shares, and one number that opens it, whatever is drawn.",
        "`# Part { draw=2 }` with items of 1 and of 3 points, in an exam with `lock: true`",
        "Give items that are drawn from together the same points.",
    ),
    error(
        "LR504",
        "A lock that a telephone cannot open in time",
        "The page does not know which responses are wrong, so it looks through all sets that might "
        "be. With many items, of which many may be wrong, there are too many sets.",
        "60 items, `pass_mark: 70%` and `lock: true`",
        "Ask fewer items, or raise the pass mark.",
    ),
    error(
        "LR505",
        "A lock that keeps nobody out",
        "A program that knows nothing finds a pass within seconds, so the certificate would be worth "
        "nothing.",
        "Eight items of four choices each, `pass_mark: 60%` and `lock: true`",
        "Ask more items, of kinds with more ways to answer (several keys, order, match, numbers, "
        "words), or raise the pass mark. `lock_weak: accept` makes a warning of it.",
    ),
    warning(
        "LR506",
        "A weak lock",
        "A program that knows nothing finds a pass within hours or days. What the lock is worth is "
        "stated in bits: each one more doubles the time.",
        "Fifteen items of four choices each, `pass_mark: 80%` and `lock: true`",
        "Ask more items, of kinds with more ways to answer (several keys, order, match, numbers, "
        "words), or raise the pass mark.",
    ),
    error(
        "LR507",
        "A lock without a threshold",
        "The pass mark says how many right responses open a lock.",
        "`lock: true`, and no `pass_mark` or one of nothing",
        "Write `pass_mark: 80%`.",
    ),
    warning(
        "LR508",
        "`lock_weak` without effect",
        "It accepts a weakness that is not there, and would accept one that comes later.",
        "`lock_weak: accept` in an exam without a lock, or with a strong one",
        "Take the line out.",
    ),
    warning(
        "LR510",
        "A lock that cannot be made on this machine",
        "A lock is made from a secret that lies beside the issuer's private keys. Without it the exam "
        "is published without its lock, and can only be handed in.",
        "`lock: true`, and neither keys on this machine nor `LESSONRY_LOCK` in its environment",
        "Run `lessonry keys new` once, or, on a server that builds the site, set the environment "
        "variable `LESSONRY_LOCK` to what the file `lock.key` in your key folder holds.",
    ),
    warning(
        "LR511",
        "A lock that opens without a certificate",
        "Whoever unlocks the exam sees the review. To make a certificate at once, the page needs an "
        "issuer with an address on the web, and an achievement that the exam earns.",
        "`lock: true`, and no `site_url` in mkdocs.yml",
        "Write `site_url` into mkdocs.yml, an `achievement` into the exam, and run "
        "`lessonry keys new` once.",
    ),
)
