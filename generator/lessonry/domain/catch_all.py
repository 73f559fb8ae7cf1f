"""Choices that speak of the others, such as “none of the above”: they make sense at the end alone."""

from __future__ import annotations

ALL_OF_THE_ABOVE = frozenset(
    {
        # English
        "all of the above", "all the above", "all of these", "all of them", "all are correct",
        "all answers are correct", "all of the above are correct", "all of the above are true",
        # Spanish
        "todas las anteriores", "todos los anteriores", "todo lo anterior", "todas son correctas",
        "todas las anteriores son correctas", "todas las respuestas son correctas",
        # French
        "toutes les réponses ci-dessus", "tout ce qui précède", "toutes ces réponses",
        "toutes les réponses sont correctes", "toutes les réponses précédentes",
        # German
        "alle genannten", "alles genannte", "alle oben genannten", "alles oben genannte",
        "alle antworten sind richtig", "alle sind richtig", "alle der genannten", "alle oben",
        # Portuguese
        "todas as anteriores", "todas as alternativas anteriores", "todas as opções anteriores",
        "todas as respostas anteriores", "todas as alternativas estão corretas",
        # Italian
        "tutte le precedenti", "tutte le risposte precedenti", "tutte quelle precedenti",
        "tutte le risposte sono corrette", "tutte le opzioni precedenti",
        # Greek
        "όλα τα παραπάνω", "όλα τα ανωτέρω", "όλες οι παραπάνω", "όλες οι παραπάνω απαντήσεις",
        # Polish
        "wszystkie powyższe", "wszystkie odpowiedzi są poprawne", "wszystkie z powyższych",
        "wszystkie powyższe odpowiedzi", "wszystkie wymienione",
        # Turkish
        "hepsi", "yukarıdakilerin hepsi", "yukarıdakilerin tümü",
        # Arabic
        "جميع ما سبق", "كل ما سبق", "جميع ما ذكر", "كل ما ذكر",
        # Hindi
        "उपरोक्त सभी", "उपर्युक्त सभी", "ये सभी", "इनमें से सभी",
        # Chinese
        "以上都是", "以上全部", "以上皆是", "以上全是", "以上都对", "全部都是",
    }
)  # fmt: skip
"""As a whole choice, in small letters, without its full stop."""
NONE_OF_THE_ABOVE = frozenset(
    {
        # English
        "none of the above", "none of these", "none of them", "neither of these",
        "none of the above is right", "none of the above is correct", "none is correct",
        # Spanish
        "ninguna de las anteriores", "ninguno de los anteriores", "ninguna es correcta",
        "ninguna de las anteriores es correcta", "nada de lo anterior",
        # French
        "aucune de ces réponses", "aucune des réponses ci-dessus", "aucune réponse n'est correcte",
        "aucun des précédents", "rien de tout cela",
        # German
        "keine der genannten", "keines der genannten", "keiner der genannten", "nichts davon",
        "keine der oben genannten", "keine antwort ist richtig", "keine davon", "keines davon",
        # Portuguese
        "nenhuma das anteriores", "nenhum dos anteriores", "nenhuma das alternativas",
        "nenhuma das alternativas anteriores", "nenhuma das respostas anteriores",
        # Italian
        "nessuna delle precedenti", "nessuno dei precedenti", "nessuna delle risposte precedenti",
        # Greek
        "κανένα από τα παραπάνω", "καμία από τις παραπάνω", "τίποτα από τα παραπάνω",
        # Polish
        "żadne z powyższych", "żadna z powyższych", "żadna z powyższych odpowiedzi",
        # Turkish
        "hiçbiri", "yukarıdakilerin hiçbiri",
        # Arabic
        "لا شيء مما سبق", "ليس أيا مما سبق", "لا شيء مما ذكر",
        # Hindi
        "उपरोक्त में से कोई नहीं", "इनमें से कोई नहीं", "उपर्युक्त में से कोई नहीं",
        # Chinese
        "以上都不是", "以上皆非", "以上都不对", "都不是",
    }
)  # fmt: skip
"""As a whole choice, in small letters, without its full stop."""
CATCH_ALL = NONE_OF_THE_ABOVE | ALL_OF_THE_ABOVE


def folded(text: str) -> str:
    """Return a choice's text as the tables have it: small letters, one blank between, no stop."""
    return " ".join(text.lower().replace("’", "'").split()).strip(" .!。।*_")


def speaks_of_others(text: str) -> bool:
    """Return whether a choice refers to those above it, and so keeps its place at the end."""
    return folded(text) in CATCH_ALL
