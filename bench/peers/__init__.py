"""What is Broadsheet measured against? One module a system, each set up as its own manual advises."""

from __future__ import annotations

from importlib import import_module

from peers.peer import Answer, Peer, Request, Searcher, Wants

__all__ = ["RANKERS", "SEARCHERS", "Answer", "Peer", "Request", "Searcher", "Wants", "peer"]

SEARCHERS = ("broadsheet", "whoosh", "fts5", "tantivy")
"""Those that answer all that a reader asks."""
RANKERS = (*SEARCHERS, "bm25s")
"""Those that put articles in order for a few words."""


def peer(name: str) -> Peer:
    """The system of that name. Its module, and with it the system, is imported only now."""
    found: Peer = import_module(f"peers.with_{name}").PEER
    return found
