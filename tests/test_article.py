"""How an article is identified."""

from __future__ import annotations

from index.article import Article, Block, BlockKind


def test_the_path_of_a_record_in_a_file_of_many_leaves_the_locator_out() -> None:
    assert Article("a.jsonl#7", "", (), "t", locator="7").path == "a.jsonl"


def test_a_hash_in_a_file_name_belongs_to_the_path() -> None:
    assert Article("C#.txt", "", (), "t").path == "C#.txt"


def test_the_digest_changes_with_what_is_hidden() -> None:
    shown, hidden = (Article("a", "x", (Block(0, 1, BlockKind.BODY, hide),), "x") for hide in (False, True))
    assert shown.digest != hidden.digest
