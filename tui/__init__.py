"""Broadsheet's front ends: the screen and the command line. They hold no rule about a corpus."""

__version__ = "0.2.0"
