"""briefing: a terminal app that turns a pile of sources into a brief that can be trusted."""

__version__ = "0.1.0"
