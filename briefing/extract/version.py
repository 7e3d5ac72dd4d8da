"""Which rules these are."""

VERSION = "31"
"""Changes when the rules change, so that an index knows to look again."""
