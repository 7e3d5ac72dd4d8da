"""Which rules these are."""

VERSION = "32"
"""Changes when the rules change, so that an index knows to look again."""
