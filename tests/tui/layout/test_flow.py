"""Short texts as rows."""

from briefing.tui.layout.flow import around, listed


def test_parts_are_broken_between_each_other() -> None:
    assert listed(["Volodymyr Zelensky", "UNN 2025-06-27"], 40) == ("Volodymyr Zelensky · UNN 2025-06-27",)
    assert listed(["Volodymyr Zelensky", "UNN 2025-06-27"], 32) == ("Volodymyr Zelensky", "UNN 2025-06-27")
    assert listed(["a long name that goes on", "b"], 12) == ("a long name", "that goes on", "b")
    assert listed(["one", "two", "three"], 5, 2) == ("one", "two…")
    assert listed([], 10) == ()


def test_the_words_stay_in_sight() -> None:
    text = "According to the Defense Ministry, the budget sets aside Hr 255 billion ($6.9 billion) for arms"
    assert around(text, "Hr 255 billion", 34) == "…aside Hr 255 billion ($6.9…"
    assert around(text, "According", 24) == "According to the…"
    assert around(text, "nowhere", 24) == "According to the…"
    assert around("short", "short", 24) == "short"
