"""Which rules these are."""

VERSION = "23"
"""Changes when the rules change, so that an index knows to look again."""
