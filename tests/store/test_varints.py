"""Numbers come back from few bytes, one after the other and all at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store import varints

NUMBERS = st.lists(st.integers(0, 2**62) | st.integers(0, 300))


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(varints.unpack(varints.pack(numbers))) == numbers


@given(NUMBERS)
def test_numbers_read_at_once_are_those_read_one_by_one(numbers: list[int]) -> None:
    packed = varints.pack(numbers)
    last = varints.ends(packed)
    first = np.concatenate([[0], last + 1])[:-1]
    assert varints.numbers_between(packed, first, last).tolist() == numbers


def test_a_small_number_takes_a_byte() -> None:
    assert [len(varints.pack([number])) for number in (0, 127, 128, 16_383, 16_384)] == [1, 1, 2, 2, 3]
