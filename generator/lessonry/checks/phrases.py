"""What test writers say in the languages of courses: small tables that the checks of writing look in.

A language without an entry is passed over: a false alarm costs more than a slip that is missed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language by which its sentences are understood, as far as that is safe."""

    negated_question: re.Pattern[str]
    """Finds the negation by which a question asks for what is not so."""
    negated_choice: re.Pattern[str]
    """Finds a negation in a choice."""
    openers: frozenset[str]
    """Words that a statement may begin with, and no question or task does."""
    tasks: frozenset[str]
    """Words that make a task of a sentence, wherever they stand."""
    label: re.Pattern[str]
    """What an item is called that has no stem: “Question 3”."""


def _language(
    *, asks: str, breaks: str, nots: str, choice: str, openers: str, tasks: str, label: str
) -> Language:
    """Return a language; a question is negated where one of `nots` follows one of `asks`.

    No comma and none of `breaks` may stand between them: behind those another clause begins, as in
    “What do you say if she has not paid?”.
    """
    between = rf"(?:(?!\b(?:{breaks})\b)[^.?!,;:]){{0,120}}?"
    return Language(
        negated_question=re.compile(rf"\b(?:{asks})\b{between}(?:{nots})", re.IGNORECASE),
        negated_choice=re.compile(choice, re.IGNORECASE),
        openers=frozenset(openers.split()),
        tasks=frozenset(tasks.split()),
        label=re.compile(rf"(?:{label})\s*(?:n[°ºro]?\.?\s*)?\d+[a-z]?\W*", re.IGNORECASE),
    )


LANGUAGES = {
    "en": _language(
        asks="which|what|who|choose|select|tick|mark|all",
        breaks="if|when|while|because|whether|although|though|and|but|or",
        nots=r"\b(?:is|are|was|were|does|do|did|can|could|should|would|will|must|has|have)"
        r"(?:n['’]t\b| ?not\b(?! only\b))|\b(?:except|never)\b",
        choice=r"\b(?:not|never|cannot)\b(?! only\b)|n['’]t\b",
        openers="the a an this that these those it he she they we i you his her its their our your my "
        "in on at after before during from for with without by of there some many most one two "
        "three several every each all nobody somebody everybody mr mrs ms dr",
        tasks="choose select pick tick mark which what who whom whose why how where when complete "
        "decide find name order match sort rank judge true false",
        label="question|item|exercise|task",
    ),
    "es": _language(
        asks="cuál|cuáles|qué|quién|quiénes|todas|todos",
        breaks="si|cuando|porque|aunque|y|o|pero",
        nots=r"\bno\b(?! s[oó]lo\b)|\b(?:excepto|salvo|nunca)\b",
        choice=r"\b(?:no|nunca|jamás)\b(?! s[oó]lo\b)",
        openers="el la los las un una unos unas este esta estos estas ese esa él ella ellos ellas "
        "su sus mi en después antes durante desde con sin por hay algunos algunas",
        tasks="elija elige elijan escoja escoge seleccione selecciona marque marca indique indica "
        "señale señala complete completa ordene ordena cuál cuáles qué quién cómo por qué dónde "
        "verdadero falso",
        label="pregunta|ejercicio|ítem",
    ),
    "fr": _language(
        asks="quels?|quelles?|lequel|laquelle|lesquels|lesquelles|toutes|tous",
        breaks="si|quand|lorsque|parce|et|ou|mais",
        nots=r"\bn['’]\w+ pas\b|\bne \w+ (?:pas|jamais)\b|\bsauf\b",
        choice=r"\b(?:ne \w+|n['’]\w+) (?:pas|jamais|rien|aucune?)\b",
        openers="le la les un une des ce cet cette ces il elle ils elles on nous son sa ses leur leurs "
        "dans après avant pendant depuis avec sans à chez en certains plusieurs",
        tasks="choisissez choisis sélectionnez cochez coche indiquez complétez classez quel quelle "
        "quels quelles lequel laquelle lesquels lesquelles qui que pourquoi comment où vrai faux",
        label="question|exercice",
    ),
    "de": _language(
        asks="welche|welcher|welches|welchen|was|wer|wen|wem|alle",
        breaks="wenn|falls|weil|ob|und|oder|aber|sondern",
        nots=r"\b(?:nicht|kein(?:e[nmrs]?)?|außer|nie)\b(?! nur\b)",
        choice=r"\b(?:nicht|kein(?:e[nmrs]?)?|nie|niemals)\b(?! nur\b)",
        openers="der die das ein eine einen einem einer dieser diese dieses er sie es wir ihr sein "
        "seine ihre in im am an nach vor während seit mit ohne von bei für manche viele einige "
        "jeder jede frau herr",
        tasks="wähle wählen kreuze kreuzen markiere markieren nenne nennen ergänze ergänzen ordne "
        "ordnen welche welcher welches welchen was wer wen wem warum wie wo wann wozu richtig "
        "falsch entscheide entscheiden",
        label="frage|aufgabe|übung",
    ),
    "pt": _language(
        asks="qual|quais|quem|todas|todos",
        breaks="se|quando|porque|embora|e|ou|mas",
        nots=r"\bnão\b(?! s[oó]\b| apenas\b)|\b(?:exceto|nunca)\b",
        choice=r"\b(?:não|nunca|jamais)\b(?! só\b| apenas\b)",
        openers="o os a as um uma uns umas este esta estes estas esse essa ele ela eles elas seu sua "
        "em no na após depois antes durante desde com sem por há alguns algumas",
        tasks="escolha escolhe selecione seleciona marque marca assinale indique indica complete "
        "ordene qual quais que quem como por porque onde verdadeiro falso",
        label="pergunta|questão|exercício",
    ),
    "it": _language(
        asks="quale|quali|chi|cosa|tutte|tutti",
        breaks="se|quando|perché|anche|e|o|ma",
        nots=r"\bnon\b(?! solo\b)|\b(?:tranne|eccetto|mai)\b",
        choice=r"\b(?:non|mai)\b(?! solo\b)",
        openers="il lo la i gli le un uno una questo questa questi queste quel quella lui lei loro "
        "suo sua in dopo prima durante da con senza per alcuni alcune",
        tasks="scegli scegliere scegliete seleziona selezionare segna segnare indica indicare "
        "completa completare ordina ordinare quale quali che chi cosa come perché dove vero falso",
        label="domanda|esercizio",
    ),
}
"""By the first part of a course's language: `pt` of `pt-BR`."""


def language(name: str) -> Language | None:
    """Return the words of a course's language, where they are known."""
    return LANGUAGES.get(name.replace("_", "-").partition("-")[0].casefold())
