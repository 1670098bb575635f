"""Copying: the selection, else the current paragraph, by OSC 52, so over ssh too."""

from __future__ import annotations

from index.article import Article
from tui.screens.desk import Desk
from tui.words import counted, date_words


def citation(article: Article) -> str:
    """`— Title. Source, 1 Feb 2024 (file.txt)`."""
    known = [article.source, date_words(article.date) if article.date.day else None]
    published = ", ".join(part for part in known if part)
    return f"— {article.title.rstrip('.')}. {published} ({article.key})".replace("  ", " ")


class Copying(Desk):
    """What leaves the screen."""

    def action_copy(self) -> None:
        self._copy(self._wanted())

    def action_copy_cited(self) -> None:
        text = self._wanted()
        if self.opened is not None:
            self._copy(text, citation(self.opened.article))

    def _wanted(self) -> str:
        """The selected text, else that of the current block."""
        reader = self.pane.reader
        selected = self.get_selected_text()
        if selected or reader.article is None or reader.current_block is None:
            return selected or ""
        block = reader.article.blocks[reader.current_block]
        return reader.text_between(block.start, block.end)

    def _copy(self, text: str, cited: str = "") -> None:
        if not text:
            self.tell("nothing to copy")
            return
        self.app.copy_to_clipboard("\n".join(filter(None, [text, cited])))
        self.tell(f"copied {counted(len(text.split()), 'word')}{', with citation' if cited else ''}")
