"""Explaining: how the query was understood, and what is known of the open article, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.screens.sections import Sections, SectionsScreen
from tui.standing import outcome

if TYPE_CHECKING:
    from index.library import Hits
    from tui.steps import Opened


class Explaining(Desk):
    """The keys that ask for it."""

    async def action_explain(self) -> None:
        await self.arrival()
        if self.hits is not None:
            self.run_latest("explain", self._explain, self.hits)

    async def _explain(self, hits: Hits) -> None:
        try:
            explanation = await self.session.explain(hits)
            _, messages = await self.session.remarks(hits)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        sections = (
            ("TYPED", [hits.text]),
            ("UNDERSTOOD AS", [hits.canonical]),
            ("IN DETAIL", explanation),
            ("TO BE SAID", messages),
            ("FOUND", [outcome(hits, self.total)]),
        )
        self._explain_in("How the query was understood", sections, hits.canonical, "the query")

    def action_about(self) -> None:
        if self.opened is not None:
            self.run_latest("explain", self._about, self.opened)

    async def _about(self, opened: Opened) -> None:
        from tui.about import about  # brings cleaning along, which no first frame waits for

        try:
            repairs = await self.session.repairs(opened.article)
        except BroadsheetError as error:
            self.tell_error(error)
            return
        article = opened.article
        sections = about(article, repairs, max(0, len(opened.versions) - 1))
        self._explain_in("About this article", sections, article.url or article.key, "where it is")

    def _explain_in(self, title: str, sections: Sections, copied: str, name: str) -> None:
        def told(was_copied: bool | None) -> None:
            if was_copied:
                self.tell(f"copied {name}")

        self.app.push_screen(SectionsScreen(title, sections, copied), told)
