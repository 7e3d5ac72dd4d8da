"""The library as the other stages use it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import pytest

from briefing.errors import NothingFound, Unreadable
from briefing.extract import TRIVIAL
from briefing.ingest import read_file
from briefing.library import Progress
from briefing.settings import Settings
from tests.library.conftest import Folder, page

HARBOUR = """Harbour to be dredged before winter

The harbour basin will be dredged before the first ice, the port authority said on Tuesday.

“We need 40 million euros for the basin,” said Anna Kovac, who heads the authority.

The port handled 310,000 tonnes of grain last year.
"""


def test_the_list_is_newest_first_then_by_title_and_refused_files_come_last(desk: Folder) -> None:
    desk.write("b.md", page("Beta", "Words of the second report.", date="2024-03-01"))
    desk.write("a.md", page("alpha", "Words of the first report.", date="2024-03-01"))
    desk.write("new.md", page("Zeta", "Words of the newest.", date="2024-05-09"))
    desk.write("undated.md", page("Omega", "Words without a day."))
    desk.write("broken.pdf", b"%PDF-1.4 cut short")
    changes = desk.library.refresh()
    assert desk.ids() == ["new.md", "a.md", "b.md", "undated.md", "broken.pdf"]
    assert changes.refused == ("broken.pdf",)
    refused = desk.library.entry("broken.pdf")
    assert refused.status == "refused"
    assert refused.reason


def test_a_second_look_finds_nothing_new(desk: Folder) -> None:
    desk.write("a.txt", HARBOUR)
    assert desk.library.refresh().added == ("a.txt",)
    assert not desk.library.refresh()


def test_only_what_changed_is_told(desk: Folder) -> None:
    for name in ("stays.txt", "changes.txt", "goes.txt"):
        desk.write(name, f"{name}\n\n{HARBOUR}")
    desk.library.refresh()
    desk.write("changes.txt", "Other words altogether.\n")
    desk.write("comes.txt", "A report that was not here before.\n")
    (desk.sources / "goes.txt").unlink()
    changes = desk.library.refresh()
    assert (changes.added, changes.changed, changes.removed) == (("comes.txt",), ("changes.txt",), ("goes.txt",))
    assert desk.hits("altogether") == ["changes.txt"]
    assert "goes.txt" not in desk.hits("harbour")


def test_a_moved_source_is_told_as_moved(desk: Folder) -> None:
    path = desk.write("a.txt", HARBOUR)
    desk.library.refresh()
    (desk.sources / "archive").mkdir()
    path.rename(desk.sources / "archive" / "b.txt")
    changes = desk.library.refresh()
    assert changes.moved == (("a.txt", "archive/b.txt"),)
    assert desk.hits("basin") == ["archive/b.txt"]


def test_a_sidecar_changes_its_document(desk: Folder) -> None:
    desk.write("a.txt", HARBOUR)
    desk.library.refresh()
    desk.write("a.txt.yaml", "publisher: Port Gazette\ndate: 2024-10-08\ntags: [port]\n")
    assert desk.library.refresh().changed == ("a.txt",)
    entry = desk.library.entry("a.txt")
    assert (entry.publisher, entry.date, entry.tags) == ("Port Gazette", "2024-10-08", ("port",))
    (desk.sources / "a.txt.yaml").unlink()
    assert desk.library.refresh().changed == ("a.txt",)
    assert desk.library.entry("a.txt").tags == ()


def test_outlets_rate_publishers_without_reading_again(desk: Folder) -> None:
    desk.write("a.md", page("A", HARBOUR, publisher="Port Gazette"))
    desk.library.refresh()
    assert desk.library.entry("a.md").reliability is None
    library = desk.again(Settings(outlets={"port gazette": "B"}))
    assert library.entry("a.md").reliability == "B"
    assert library.source("a.md").reliability == "B"


def test_a_source_from_the_catalogue_is_the_one_that_was_read(desk: Folder) -> None:
    desk.write("plain.txt", HARBOUR)
    desk.write("dos.txt", "Orchards\r\n\r\nThe orchards were sold in spring.\r\n")
    desk.write("latin.txt", "Café Müller’s report from the harbour\n\nThe café was closed.\n".encode("cp1252"))
    desk.write("page.md", page("Kept", "A ferry was kept.", date="2024-01-02", mood="calm"))
    desk.write("page.html", "<html><head><title>Old port</title></head><body><p>The old port closed.</p></body></html>")
    desk.library.refresh()
    for id in desk.ids():
        (read,) = read_file(desk.sources / id, id=id)
        assert desk.library.source(id) == read
        assert desk.again().source(id) == read


def test_every_entry_of_a_feed_is_a_source(desk: Folder) -> None:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>Item {n}</title><description>Grain {n} left port.</description></item>"
        for n in (1, 2)
    )
    desk.write("feed.xml", f"<rss version='2.0'><channel><title>Port news</title>{items}</channel></rss>")
    desk.library.refresh()
    assert len(desk.ids()) == 2
    for entry in desk.library.entries():
        assert entry.id.startswith("feed.xml#")
        assert entry.path == "sources/feed.xml"
        assert "left port" in desk.library.source(entry.id).text


def test_what_is_trivial_is_counted_apart(desk: Folder) -> None:
    desk.write("a.txt", HARBOUR + "\nThe basin is one of the deepest, and the port had two ideas for it.\n")
    desk.library.refresh()
    assert desk.library.entry("a.txt").notable is None
    figures = [f.score for f in desk.library.findings("a.txt") if f.kind == "figure"]
    entry = desk.library.entry("a.txt")
    assert entry.figures == len(figures)
    assert entry.notable == (2, 2)
    assert sum(score < TRIVIAL for score in figures) == len(figures) - 2 > 0


def test_findings_are_computed_once_and_counted(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", HARBOUR)
    desk.library.refresh()
    assert desk.library.entry("a.txt").figures is None
    found = desk.library.findings("a.txt")
    assert [f.exact for f in found] == [HARBOUR[f.start : f.end] for f in found]
    entry = desk.library.entry("a.txt")
    assert entry.quotes == sum(f.kind == "quote" for f in found) > 0
    assert entry.figures == sum(f.kind == "figure" for f in found) > 0

    def never(source: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("briefing.extract.find", never)
    assert desk.again().findings("a.txt") == found


def test_prefetch_passes_over_what_cannot_be_read(desk: Folder) -> None:
    desk.write("a.txt", HARBOUR)
    desk.write("broken.pdf", b"%PDF-1.4 cut short")
    desk.library.refresh()
    told: list[Progress] = []
    desk.library.prefetch(["a.txt", "broken.pdf", "no.txt"], progress=told.append)
    assert desk.library.entry("a.txt").quotes
    assert told == [Progress("finding", 1, 1)]
    desk.library.prefetch(["a.txt"], progress=told.append)
    assert len(told) == 1


def test_a_mistake_of_the_finder_concerns_one_source(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: object) -> None:
        raise IndexError("what the text said")

    desk.write("a.txt", HARBOUR)
    desk.library.refresh()
    monkeypatch.setattr("briefing.extract.find", fail)
    desk.library.prefetch(["a.txt"])
    with pytest.raises(Unreadable, match=r"^the finder failed \(IndexError\): please report it$"):
        desk.library.findings("a.txt")
    assert desk.library.source("a.txt").text == HARBOUR


def test_many_findings_are_computed_by_other_processes(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.library.prefetch.ALONE", 1000)
    monkeypatch.setattr("briefing.library.prefetch._BATCH", 1000)
    monkeypatch.setattr("briefing.library.findings.Findings.of", None)  # nothing is computed here
    for n in range(45):
        desk.write(f"{n}.txt", f"Report {n}\n\n{HARBOUR}")
    desk.library.refresh()
    told: list[Progress] = []
    desk.library.prefetch(desk.ids(), progress=told.append)
    assert all(entry.quotes for entry in desk.library.entries())
    assert len(told) > 3
    assert told[-1] == Progress("finding", 45, 45)


def test_other_processes_start_from_within_the_workbench(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    class Captured(io.StringIO):
        def fileno(self) -> int:
            return -1

    monkeypatch.setattr("briefing.library.reading.ALONE", 2)
    monkeypatch.setattr("sys.stderr", Captured())
    for n in range(5):
        desk.write(f"{n}.txt", f"Report {n}\n\n{HARBOUR}")
    desk.library.refresh()
    assert len(desk.hits("harbour")) == 5


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("2024/harbour.txt", "2024/harbour.txt"),
        ("sources/2024/harbour.txt", "2024/harbour.txt"),
        ("harbour.txt", "2024/harbour.txt"),
        ("old-h", "old-harbour.txt"),
        ("OLD-H", "old-harbour.txt"),
        ("100%", "100%_sure.txt"),
    ],
)
def test_a_source_is_named_by_its_path_or_a_unique_part(desk: Folder, name: str, id: str) -> None:
    for path in ("2024/harbour.txt", "old-harbour.txt", "100%_sure.txt"):
        desk.write(path, f"{path}\n\n{HARBOUR}")
    desk.library.refresh()
    assert desk.library.find(name).id == id


def test_names_that_fit_several_or_none_say_what_is_near(desk: Folder) -> None:
    desk.write("2024/harbour.txt", HARBOUR)
    desk.write("2023/harbour.txt", HARBOUR)
    desk.library.refresh()
    with pytest.raises(NothingFound, match=r"2023/harbour\.txt, 2024/harbour\.txt"):
        desk.library.find("harbour")
    with pytest.raises(NothingFound, match=r"there is 2023/harbour\.txt"):
        desk.library.find("2023/harbor.txt")
    with pytest.raises(NothingFound, match="briefing list"):
        desk.library.find("qqqq")


def test_a_source_that_was_just_added_is_found_by_name(desk: Folder) -> None:
    desk.library.refresh()
    desk.write("late.txt", HARBOUR)
    assert desk.library.find("late").id == "late.txt"


@pytest.mark.parametrize("id", ["../secret.txt", "/etc/hosts", "link.txt", "a\0b", "", "sub"])
def test_paths_out_of_the_desk_are_no_sources(desk: Folder, id: str) -> None:
    secret = desk.root / "secret.txt"
    secret.write_text("Not for the brief.\n")
    (desk.sources / "sub").mkdir()
    (desk.sources / "link.txt").symlink_to(secret)
    with pytest.raises(NothingFound):
        desk.library.source(id)
    desk.library.refresh()
    with pytest.raises((NothingFound, Unreadable)):
        desk.library.source(id)


def test_a_source_is_read_without_a_catalogue_and_after_a_change(desk: Folder) -> None:
    desk.write("a.txt", "First words.\n")
    assert desk.library.source("a.txt").text == "First words.\n"
    desk.library.refresh()
    desk.write("a.txt", "Second words, longer.\n")
    assert desk.library.source("a.txt").text == "Second words, longer.\n"


def test_a_refused_source_says_why(desk: Folder) -> None:
    desk.write("broken.pdf", b"%PDF-1.4 cut short")
    desk.library.refresh()
    with pytest.raises(Unreadable):
        desk.library.source("broken.pdf")


def test_a_cancelled_refresh_keeps_what_was_read_and_goes_on_later(desk: Folder) -> None:
    for n in range(30):
        desk.write(f"{n:02}.txt", f"Report {n}\n\n{HARBOUR}")
    told: list[Progress] = []

    def enough() -> bool:
        return any(p.stage == "reading" for p in told)

    assert desk.library.refresh(progress=told.append, cancelled=enough).cancelled
    before = len(desk.ids())
    assert before < 30
    desk.library.refresh()
    assert len(desk.ids()) == len(desk.library.search("harbour", limit=50)) == 30


def test_ready_looks_only_where_it_must(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", HARBOUR)
    assert desk.library.ready().added == ("a.txt",)
    monkeypatch.setattr("briefing.library.library._SMALL", 0)
    desk.write("b.txt", HARBOUR)
    assert desk.library.ready().added == ("b.txt",)


def test_a_desk_on_read_only_media_can_be_used(make: Callable[..., Folder], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make()
    desk.write("a.txt", HARBOUR)
    monkeypatch.setattr("os.access", lambda *_: False)
    desk.library.refresh()
    assert desk.hits("basin") == ["a.txt"]
    assert list((desk.root / ".briefing").glob("*")) == []


def test_importing_the_library_loads_nothing_heavy() -> None:
    heavy = "textual trafilatura lxml tantivy watchfiles rapidfuzz sqlite3 multiprocessing feedparser ruamel"
    code = f"import sys, briefing.library; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
