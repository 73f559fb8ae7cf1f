"""The quizzes of a course whose progress is looked at: right and wrong, at the end, random, an exam."""

from __future__ import annotations


def choices(name: str, count: int) -> str:
    return "".join(
        f"\n## What of {name} {number}? {{ #{name}-{number} objective={name}-{1 + number % 2} }}\n\n"
        f"- (x) The right\n    > Yes, see [the point](../docs/module/{name}.md#the-point).\n"
        "- ( ) The wrong\n    > No.\n\n!!! explanation\n    So it is.\n"
        for number in range(count)
    )


RANDOM = """
## Twice { #twice objective=plates-2 }

```vars
variants = 3
a = randint(2, 90)
```

Twice {{ a }} is [[= {{ 2 * a }} ]].

!!! explanation
    Doubled.

## Say it { #say objective=plates-2 }

[[...]]

!!! rubric
    - It says something

!!! explanation
    Anything will do.
"""
QUIZZES = {
    "bread": choices("bread", 3),
    "guests": "---\nfeedback: end\n---\n" + choices("guests", 2),
    "plates": choices("plates", 2) + RANDOM,
    "final": "---\nmode: exam\npass_mark: 50%\n---\n\n## Is it? { #is }\n\n- (x) Yes\n- ( ) No\n",
}
