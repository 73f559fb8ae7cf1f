"""How many sets a second a solver of answer locks tries, beside the rate that is stated."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from lessonry.credentials.lock.writing import make
from lessonry.domain.answer_lock.strength import RATE
from tests import lock_solver
from tests.locked import choices, exam
from tests.machine import ROOT, node

TRIES = 20_000
SEARCH = """
import {{ search }} from "{module}";
import {{ PRIME }} from "{field}";
let seed = PRIME / 3n;
const next = () => (seed = (seed * 115792089237316195423570985008687907853n + 7n) % PRIME);
const items = Array.from({{ length: 30 }}, () => [{{ x: next() + 1n, y: next() }}]);
const begun = performance.now();
let seen = 0;
for (const step of search(items, 6, -1)) seen = step.seen;
console.log(Math.round((seen / (performance.now() - begun)) * 1000));
"""
"""A page's search through the 593,775 sets of 30 items of which 6 may be wrong, and its rate."""


def report() -> None:
    """Print the rates of an attack in Python and of the page's own search."""
    quiz = exam(choices(24))
    lock = make(quiz, course="course", secret=bytes(32), rounds=2_000).content
    found = lock_solver.candidates(lock, 0, quiz.items)
    begun = time.perf_counter()
    lock_solver.by_cheapest(lock, found, seed=1, most=TRIES)
    attack = TRIES / (time.perf_counter() - begun)
    print(
        f"answer lock: {attack:,.0f} tries a second by a program in Python, "
        f"{page_rate():,} sets a second by the page; strengths are stated for {RATE:,}",
        flush=True,
    )


def page_rate() -> int:
    """Return how many sets a second the page's search looks through, in Node."""
    runtime = ROOT / "generator" / "lessonry" / "runtime" / "lock"
    script = SEARCH.format(
        module=(runtime / "search.js").as_uri(), field=(runtime / "field.js").as_uri()
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rate.mjs"
        file.write_text(script, "utf-8")
        done = subprocess.run([node(), file], capture_output=True, text=True, check=True)
    return int(done.stdout)


if __name__ == "__main__":
    report()
