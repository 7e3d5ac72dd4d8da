"""Which rules these are."""

VERSION = "29"
"""Changes when the rules change, so that an index knows to look again."""
