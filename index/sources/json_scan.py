"""Where in a stream of JSON does a value begin and end? Found by its brackets, so that one is held at a time.

The library reads a document whole, and nothing of one that is damaged. A scan of strings and brackets holds the
value at hand, goes on behind a broken one, and is not deep in what is nested deeply.
"""

from __future__ import annotations

import io
import re

from index.sources.part import CHUNK
from index.sources.whole import up_to

_BETWEEN = b" \t\r\n\f\v,:"
_TOKEN = re.compile(rb'"(?:[^"\\\n]++|\\[^\n])*+("?)|[\[{]|[\]}]')
"""A string, with its closing quotation mark if that stands on the same line; or a bracket."""
_SCALAR = re.compile(rb"[^\s,:\[\]{}\"]+")
_FIRST_KEY = re.compile(rb'\{\s*"[^"\\\n]{1,100}"')
_NEXT_OBJECT = re.compile(rb'\}\s*,\s*(?=\{\s*")|\n(?=\{)')
_QUOTE, _OPEN = b'"'[0], b"[{"
_OVERLAP = 4096
"""Bytes that are looked at again, lest the beginning of an object was cut in two."""
_IN_VAIN, _IN_VAIN_FREE = 4, 1 << 24
"""How many times the file so far, and how many bytes beside, may be gone through for values that turn out endless."""


class BrokenValueError(ValueError):
    """A value that has no end."""


class Scanner:
    """A place in a stream of JSON values. Every method raises OSError where the stream cannot be read further."""

    def __init__(self, file: io.BufferedReader, longest: int) -> None:
        self._file = file
        self._longest = longest
        self._buffer = b""
        self._at = 0
        self._error: OSError | None = None
        self._read = self._in_vain = 0
        self._given_up = False

    def peek(self) -> bytes:
        """The byte with which the next value begins, or with which a list or object ends; none at the very end."""
        while True:
            while byte := self._buffer[self._at : self._at + 1]:
                if byte not in _BETWEEN:
                    return byte
                self._at += 1
            if not self._more():
                return b""

    def at_end(self) -> bool:
        """Whether nothing follows that can be read."""
        try:
            return not self.peek()
        except OSError:
            return True

    def step(self) -> None:
        """Go past the byte that `peek` gave: into a list or an object, or out of it."""
        self._at += 1

    def value(self) -> bytes | None:
        """Go past the value whose first byte `peek` gave, and return it; None, without going, if it is too long.

        Raises BrokenValueError, without going, if it has no end; after too many such, all the rest counts as broken.
        """
        if scalar := _SCALAR.match(self._buffer, self._at):
            self._at = scalar.end()
            return scalar[0]
        depth = read = 0
        while True:
            for token in _TOKEN.finditer(self._buffer, self._at + read):
                first = self._buffer[token.start()]
                if first == _QUOTE and not token[1]:
                    if self._buffer[token.end() :] not in (b"", b"\\"):
                        raise BrokenValueError("a string has no end")
                    break
                if first != _QUOTE:
                    depth += 1 if first in _OPEN else -1
                read = token.end() - self._at
                if not depth:
                    return self._taken(read)
            if len(self._buffer) - self._at > self._longest:
                self._count_in_vain(read)
                return None
            if not self._more():
                self._count_in_vain(read)
                raise BrokenValueError("it breaks off")

    def skip_broken(self) -> None:
        """Go to the object that seems to follow the broken value at hand, or else to the end."""
        while not (found := _NEXT_OBJECT.search(self._buffer, self._at)):
            self._at = max(self._at, len(self._buffer) - _OVERLAP)
            if not self._more():
                self._at = len(self._buffer)
                return
        self._at = found.end()

    def return_into(self, value: bytes) -> None:
        """Go back into the broken `value` just given, if what follows it in its list seems to be in there.

        A quotation mark too many turns strings inside out, up to the next such mark.
        """
        if first_key := _FIRST_KEY.match(value):
            alike = re.search(rb"\}\s*,\s*(?=" + re.escape(first_key[0]) + rb"\s*:)", value)
            self._at -= len(value) - alike.end() if alike else 0

    def _count_in_vain(self, size: int) -> None:
        """Without it, a file of values that all lack a bracket would be gone through once for each of them."""
        self._in_vain += size
        if self._in_vain > _IN_VAIN * self._read + _IN_VAIN_FREE:
            self._given_up = True
            self._at = len(self._buffer)
            raise BrokenValueError("brackets that do not match, as before too often: the rest is not read")

    def _taken(self, size: int) -> bytes:
        self._at += size
        return self._buffer[self._at - size : self._at]

    def _more(self) -> bool:
        """Read on, twice as far each time for a value that does not end: that is linear in its length."""
        rest = self._buffer[self._at :]
        if self._given_up:
            return False
        if self._error:
            raise self._error
        data, self._error = up_to(self._file, max(CHUNK, len(rest)))
        if not data and self._error:
            raise self._error
        self._read += len(data)
        self._buffer, self._at = rest + data, 0
        return bool(data)
