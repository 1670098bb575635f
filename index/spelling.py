"""Was a word of the query misspelt? The nearest word of the index, where the one that was typed is next to unknown."""

from __future__ import annotations

from collections.abc import Iterator

from index.query import Query, Word, WordQuery, leaves
from index.query.lexer import lex
from index.query.pieces import Piece
from index.query.positions import single_words
from index.store.snapshot import Snapshot
from index.text import Token, fold, is_acronym, stem, tokens

_SHORTEST = 4
"""Letters of a word that can be told to be misspelt: most that are shorter are one edit from another word."""
_LONGEST_OF_ONE_EDIT = 7
"""Letters of a word up to which one edit is allowed, above it two: as `fuzziness: AUTO` in Lucene, but stricter."""
_TIMES_RARER = 100
"""A word that articles do have is taken for a slip only if it is so much rarer than the other."""
_MOST_LOOKED_UP = 3
"""Words looked up at most: each look takes milliseconds."""
_DEEPEST = 1_000
"""Brackets make no difference here."""


def did_you_mean(query: Query, text: str, snapshot: Snapshot) -> str:
    """`text`, which was read as `query`, with its misspelt words replaced and the rest as typed; empty without any.

    Only plain words of the visible text are looked at, none that is negated.
    """
    asked = [
        word
        for leaf in leaves(query, positive=True)
        if isinstance(leaf, WordQuery)
        for word in single_words(leaf)
        if isinstance(word, Word) and word.field != "hidden" and len(word.text) >= _SHORTEST
    ]
    better: dict[str, str] = {}
    for word in list(dict.fromkeys(asked))[:_MOST_LOOKED_UP]:
        if nearest := _nearest(word, snapshot):
            better[word.text] = nearest
    return _replaced(text, better) if better else ""


def _nearest(word: Word, snapshot: Snapshot) -> str:
    """The commonest of the words that are nearest to `word`; empty where that is no slip."""
    typed = fold(word.text)
    least = max(1, _TIMES_RARER * snapshot.frequency(Word(word.text)))
    for edits in (1,) if len(typed) <= _LONGEST_OF_ONE_EDIT else (1, 2):
        for other, articles in snapshot.words.similar(typed, edits):
            if articles >= least and _digits(other) == _digits(typed) and stem(other) != stem(typed):
                return other
    return ""


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _replaced(text: str, better: dict[str, str]) -> str:
    """`text` with words replaced, from the last to the first so that places stay what they are."""
    for term, start, end in reversed([token for token in _typed_words(text) if token.term in better]):
        text = text[:start] + _in_case_of(term, better[term]) + text[end:]
    return text


def _typed_words(text: str) -> Iterator[Token]:
    """The words of a query text that are typed plainly: in no quotes, and in no field but those of the text."""
    lexemes = lex(text, _DEEPEST)[0]
    for lexeme, following in zip(lexemes, [*lexemes[1:], None], strict=True):
        is_plain = lexeme.piece is Piece.WORD and lexeme.field in (None, "title", "body")
        if is_plain and not (following and following.piece is Piece.EDITS):
            words = list(tokens(text, lexeme.start, lexeme.end))
            if len(words) == 1:
                yield words[0]


def _in_case_of(typed: str, word: str) -> str:
    """`word` with a capital where the typed one has one, unless the capitals would make an acronym of it."""
    if typed.isupper() and not is_acronym(word.upper()):
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
