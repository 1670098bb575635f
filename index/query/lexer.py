"""Which pieces is a query typed in? Brackets, operators and values, each with its place and the field it stands in.

Linear in the length of the text; brackets come out balanced, and never deeper than asked.
"""

from __future__ import annotations

import re

from index.query.fields import FIELDS, LITERAL_FIELDS, TEXT_FIELDS
from index.query.pieces import VALUES, Lexeme, Piece, unescape
from index.query.ranges import BRACKETED
from index.query.remarks import Remarks

MOST_PIECES = 20_000
"""More than ten times what a query of the most conditions has; the rest of the text is not read."""


_END = r"[\s()]|\Z"
_EDITS = re.compile(rf"~([0-9]*+\.?+[0-9]*+)(?=\^|{_END})")
_BOOST = re.compile(rf"\^([0-9]++\.?+[0-9]*+|\.[0-9]++)(?={_END})")
_OPERATOR = re.compile(rf'&&|\|\|?|(?:AND|OR|NOT|(?:NEAR|ADJ)/[0-9]++)(?=["“”„|]|{_END})')
_OPERATORS = {
    "AND": Piece.AND,
    "&&": Piece.AND,
    "OR": Piece.OR,
    "|": Piece.OR,
    "||": Piece.OR,
    "NOT": Piece.NOT,
}
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_SPACE = re.compile(r"\s+")
_REGEX = re.compile(rf"/((?:\\\S|[^/\s\\])++)/(?=[~^]|{_END})")
_WORD = re.compile(rf'(?:\\.|\\\Z|(?!{_EDITS.pattern}|{_BOOST.pattern}|&&)[^\s()"“”„|\\])++', re.DOTALL)
_PLAIN = re.compile(rf'(?:\\.|\\\Z|(?!{_BOOST.pattern})[^\s()"“”„\\])++', re.DOTALL)
_ANY = re.compile(r"[^\s()]+|.", re.DOTALL)
_SINGLE = "'’"
_CURLY = ('"“”',)
_QUOTES = {
    '"': ('"', "“”"),
    "“": _CURLY,
    "”": _CURLY,
    "„": _CURLY,
    "'": (_SINGLE,),
    "‘": (_SINGLE,),
}
"""What closes a quote, the likelier first: a straight one closes straight if it can, as names hold curly ones."""
_CLOSED = {
    '"': re.compile(r'((?:\\.|[^"\\])*+)"', re.DOTALL),
    "“”": re.compile(r"((?:\\.|[^“”\\])*+)[“”]", re.DOTALL),
    '"“”': re.compile(r'((?:\\.|[^"“”\\])*+)["“”]', re.DOTALL),
    # A single quote closes only where it ends a word: else it is an apostrophe.
    _SINGLE: re.compile(r"((?:\\.|[^'’\\]|['’](?=[^\W_]))*+)['’]", re.DOTALL),
}
"""What stands in quotes up to the closing one."""


def lex(text: str, deepest: int) -> tuple[list[Lexeme], Remarks]:
    """The pieces of a query, and remarks on its brackets. Those nested deeper than `deepest` are left out."""
    lexer = _Lexer(text, deepest)
    lexer.run()
    return lexer.lexemes, lexer.remarks


class _Lexer:
    def __init__(self, text: str, deepest: int) -> None:
        self.text = text
        self.deepest = deepest
        self.at = 0
        self.lexemes: list[Lexeme] = []
        self.remarks = Remarks()
        self.pending: tuple[str, int] | None = None  # a field that waits for its value, and where that begins
        self.in_force: list[str | None] = [None]  # the field at each level of brackets
        self.opened: list[int] = []  # the columns of open brackets
        self.single_quotes_close = True

    @property
    def field(self) -> str | None:
        return self.pending[0] if self.pending else self.in_force[-1]

    def run(self) -> None:
        while self.at < len(self.text):
            if len(self.lexemes) >= MOST_PIECES:
                self.remarks.say(f"col {self.at + 1}: longer than a query may be: the rest ignored")
                break
            if space := _SPACE.match(self.text, self.at):
                self.at = space.end()
            elif not (self.bracket() or self.suffix() or self.operator() or self.field_name()):
                self.value()
        self.drop_pending()
        if self.opened:
            count = f"{len(self.opened):,} " if len(self.opened) > 1 else ""
            self.remarks.say(f"col {self.opened[0]}: {count}( without ): closed at the end")
        for _ in self.opened[: self.deepest]:
            self.add(Piece.CLOSE, "", len(self.text))

    def bracket(self) -> bool:
        sign = self.text[self.at]
        if sign == "(":
            self.opened.append(self.at + 1)
            self.in_force.append(self.field)
            self.pending = None
            if len(self.opened) <= self.deepest:
                self.add(Piece.OPEN, sign, self.at + 1)
                return True
            self.remarks.say(f"brackets nested deeper than {self.deepest}: those inside ignored")
        elif sign == ")":
            self.drop_pending()
            if not self.opened:
                self.remarks.say(f"col {self.at + 1}: ) without (: ignored")
            else:
                self.opened.pop()
                self.in_force.pop()
                if len(self.opened) < self.deepest:
                    self.add(Piece.CLOSE, sign, self.at + 1)
                    return True
        else:
            return False
        self.at += 1
        return True

    def suffix(self) -> bool:
        """`~2` and `^2` right after a value or a bracket."""
        if not self.lexemes or self.lexemes[-1].end != self.at:
            return False
        for pattern, piece in ((_EDITS, Piece.EDITS), (_BOOST, Piece.BOOST)):
            after = VALUES | {Piece.CLOSE} | ({Piece.EDITS} if piece is Piece.BOOST else set())
            match = pattern.match(self.text, self.at)
            if match and self.lexemes[-1].piece in after:
                self.add(piece, match[1], match.end())
                return True
        return False

    def operator(self) -> bool:
        if match := _OPERATOR.match(self.text, self.at):
            self.drop_pending()
            self.add(_OPERATORS.get(match[0], Piece.NEAR), match[0], match.end())
            return True
        sign, after = self.text[self.at], self.text[self.at + 1 : self.at + 2]
        if sign in "-!+" and after and not after.isspace() and self.field not in LITERAL_FIELDS:
            self.add(Piece.MUST if sign == "+" else Piece.NOT, sign, self.at + 1)
            return True
        return False

    def field_name(self) -> bool:
        match = _FIELD.match(self.text, self.at)
        if not match or match[1].lower() not in FIELDS:
            return False
        self.drop_pending()
        self.pending, self.at = (match[1].lower(), match.end()), match.end()
        return True

    def value(self) -> None:
        if self.field is None or self.field in TEXT_FIELDS:
            self.words()
        else:
            self.plain()
        self.pending = None

    def words(self) -> None:
        """A word, a phrase, a regex or a range."""
        if self.range() or self.quoted(after_sign="="):
            return
        if match := _REGEX.match(self.text, self.at):
            self.add(Piece.REGEX, match[1], match.end())
        else:
            match = _WORD.match(self.text, self.at) or _ANY.match(self.text, self.at)
            assert match is not None
            self.add(Piece.WORD, match[0], match.end())

    def plain(self) -> None:
        """The value of a field that holds no words: it may be of several parts, as in `tag:a,"b c"`."""
        if self.range():
            return
        start = len(self.lexemes)
        while self.at < len(self.text) and len(self.lexemes) < MOST_PIECES:
            if self.quoted():
                continue
            match = _PLAIN.match(self.text, self.at)
            if not match and start == len(self.lexemes):
                match = _ANY.match(self.text, self.at)
            if not match:
                return
            self.add(Piece.WORD, match[0], match.end())

    def range(self) -> bool:
        if match := BRACKETED.match(self.text, self.at):
            self.add(Piece.RANGE, match[0], match.end(), closed=match["right"] is not None)
        return match is not None

    def quoted(self, after_sign: str = "") -> bool:
        exact = self.text[self.at] == after_sign
        at = self.at + exact
        sign = self.text[at : at + 1]
        closings = _QUOTES.get(sign)
        if not closings or (sign in "'‘" and not self.single_quotes_close):
            return False
        for closing in closings:
            if match := _CLOSED[closing].match(self.text, at + 1):
                self.add(Piece.QUOTED, unescape(match[1]), match.end(), exact=exact)
                return True
        if closings == (_SINGLE,):
            self.single_quotes_close = False
            return False
        self.add(Piece.QUOTED, unescape(self.text[at + 1 :]), len(self.text), closed=False, exact=exact)
        return True

    def drop_pending(self) -> None:
        if self.pending:
            name, at = self.pending
            self.pending = None
            self.lexemes.append(Lexeme(Piece.NOTHING, name, at, at))

    def add(self, piece: Piece, text: str, end: int, *, closed: bool = True, exact: bool = False) -> None:
        self.lexemes.append(Lexeme(piece, text, self.at, end, self.field, closed, exact))
        self.at = end
