"""Which way of reading this is."""

VERSION = "17"
"""Changes when reading changes, so that an index knows to read again."""
