"""Which rules these are."""

VERSION = "30"
"""Changes when the rules change, so that an index knows to look again."""
