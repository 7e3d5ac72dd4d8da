"""Which rules these are."""

VERSION = "28"
"""Changes when the rules change, so that an index knows to look again."""
