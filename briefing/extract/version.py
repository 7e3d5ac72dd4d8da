"""Which rules these are."""

VERSION = "33"
"""Changes when the rules change, so that an index knows to look again."""
