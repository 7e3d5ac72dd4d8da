"""A desk: the folder an analyst works in. Opens every stage on it and joins them; both faces call only this.

Every method that changes files is one step of undo. Names of briefs are without folder and suffix; names of sources are
their path below ``sources/`` or any unique part of it; names of pins are ids.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing import settings as settings_module
from briefing.errors import BriefingError, CheckFailed, NotADesk, NothingFound, Refusal
from briefing.files import Files, replace_atomically
from briefing.resources import folder as packaged
from briefing.settings import Settings

if TYPE_CHECKING:
    from briefing.briefs import Brief, BriefForm, BriefStore, Edition, Report
    from briefing.briefs import Changes as BriefChanges
    from briefing.extract import Finding
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.library import Changes, Entry, Library, Progress
    from briefing.pins import Pin, PinKind, PinStore, Resolution

FOLDERS = ("sources", "pins", "briefs", "exports")
VARIABLE = "BRIEFING_DESK"
Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Unpinned:
    """What taking a pin away changed: the pin, the briefs it left, and the briefs whose prose still names it."""

    pin: Pin
    briefs: tuple[str, ...]
    prose: tuple[str, ...]


class Desk:
    """One open desk."""

    def __init__(self, root: Path, *, clock: Clock = _now) -> None:
        """Use :meth:`open` or :meth:`init`; ``clock`` gives the local time with its zone."""
        self.root = root
        self.clock = clock
        self.files = Files(root)

    # ------------------------------------------------------------------ opening

    @classmethod
    def open(cls, root: Path, *, clock: Clock = _now) -> Desk:
        """Open the desk in ``root``. Raises ``NotADesk`` when the folder has no ``sources/``."""
        root = root.expanduser().absolute()
        if not root.is_dir():
            raise NotADesk(f"there is no folder {root}: make a desk there with 'briefing init {root}'")
        if not (root / "sources").is_dir():
            raise NotADesk(f"{root} is not a desk, it has no sources/: make it one with 'briefing init {root}'")
        return cls(root, clock=clock)

    @classmethod
    def init(cls, root: Path, *, sample: bool = False, clock: Clock = _now) -> Desk:
        """Make a desk in ``root``, with the sample sources when asked; what is there already stays as it is.

        Raises ``BriefingError`` when the folder cannot be made or ``root`` holds a desk and a sample is asked for.
        """
        root = root.expanduser().absolute()
        if sample and (root / "sources").is_dir() and any((root / "sources").iterdir()):
            raise BriefingError(f"{root} has sources already: choose another folder for the sample desk")
        try:
            for name in FOLDERS:
                (root / name).mkdir(parents=True, exist_ok=True)
            if sample:
                shutil.copytree(packaged("sources"), root / "sources", dirs_exist_ok=True)
            if not (root / settings_module.FILE).exists():
                replace_atomically(root / settings_module.FILE, _DESK_YAML.encode())
        except OSError as error:
            raise BriefingError(f"{root} cannot be made a desk: {error.strerror}: {error.filename}") from None
        return cls(root, clock=clock)

    @staticmethod
    def locate(named: str | None, *, cwd: Path, environ: Mapping[str, str]) -> Path:
        """Return the desk to open: the one named, else ``cwd`` when it has ``sources/``, else ``$BRIEFING_DESK``.

        Raises ``NotADesk`` when none of them is given.
        """
        if named:
            return Path(named)
        if (cwd / "sources").is_dir():
            return cwd
        if environ.get(VARIABLE):
            return Path(environ[VARIABLE])
        raise NotADesk(
            f"no desk here: go to a folder that has sources/, name one with -C or ${VARIABLE},"
            " or make one to try with 'briefing init DIR --sample'"
        )

    # ------------------------------------------------------------------ stages, opened when first used

    @cached_property
    def settings(self) -> Settings:
        """What ``desk.yaml`` says. Raises ``SettingsError``."""
        return settings_module.parse(self.files.read(settings_module.FILE))

    @cached_property
    def library(self) -> Library:
        """The sources."""
        from briefing.library import Library

        return Library(self.root, self.settings)

    @cached_property
    def pins(self) -> PinStore:
        """The pins."""
        from briefing.pins import PinStore

        return PinStore(self.files)

    @cached_property
    def briefs(self) -> BriefStore:
        """The briefs."""
        from briefing.briefs import BriefStore

        return BriefStore(self.files)

    # ------------------------------------------------------------------ sources

    def refresh(
        self,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Look at the folder and take in what changed there."""
        return self.library.refresh(progress=progress, cancelled=cancelled)

    def source(self, name: str) -> Source:
        """Return a source, read. Raises ``NothingFound`` or ``Unreadable``."""
        return self.library.source(self.library.find(name).id)

    def findings(self, name: str) -> tuple[Finding, ...]:
        """Return what the program found in a source."""
        return self.library.findings(self.library.find(name).id)

    def selected(self, query: str | None = None) -> list[Entry]:
        """Return the readable sources that match ``query`` (the language of ``/``), or all."""
        entries: Iterable[Entry] = self.library.entries()
        if query:
            entries = self.library.filter(query, pins=self.pins_by_source())
        return [entry for entry in entries if entry.status == "ok"]

    def ledger(self, query: str | None = None) -> list[Group]:
        """Return the figures of the desk grouped by what they measure, conflicts first."""
        from briefing.extract.ledger import ledger

        ids = [entry.id for entry in self.selected(query)]
        return ledger((self.library.source(i), self.library.findings(i)) for i in ids)

    # ------------------------------------------------------------------ pins

    def pins_by_source(self) -> dict[str, list[Pin]]:
        """Return all pins by the id of their source."""
        by_source: dict[str, list[Pin]] = {}
        for pin in self.pins.all():
            by_source.setdefault(pin.source, []).append(pin)
        return by_source

    def pin(
        self,
        source: str,
        *,
        finding: int | None = None,
        span: tuple[int, int] | None = None,
        kind: PinKind | None = None,
        brief: str | None = None,
        **fields: Any,
    ) -> Pin:
        """Keep a finding (by its number) or a span, and put it into ``brief`` when one is named; return the pin.

        ``fields`` are those of :class:`~briefing.pins.Pin`: ``speaker``, ``section``, ``note``… A span that is just a
        finding's counts as that finding. Pinning again returns the pin that is there. Raises ``NothingFound`` for an
        unknown source or finding, ``BriefingError`` for a span outside the text.
        """
        read = self.source(source)
        chosen = self._finding(read, finding, span)
        start, end = (chosen.start, chosen.end) if chosen else span or (0, 0)
        if not 0 <= start < end <= len(read.text):
            raise BriefingError(f"{start}:{end} is not a span of {read.id}, which has {len(read.text)} characters")
        from briefing.pins import make

        moment = self.clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        given = {name: value for name, value in fields.items() if value is not None}
        made = make(
            read, start, end, kind=kind or (chosen.kind if chosen else "passage"), finding=chosen, now=moment, **given
        )
        with self.files.change(f"pin {_short(made.exact)}"):
            if brief is not None:
                made = self._place(made, self.ensure_brief(brief), made.section)
            self.pins.add(made)
        return self.pins.get(made.id)

    def _finding(self, source: Source, number: int | None, span: tuple[int, int] | None) -> Finding | None:
        findings = self.library.findings(source.id)
        if number is not None:
            for found in findings:
                if found.n == number:
                    return found
            raise NothingFound(
                f"{source.id} has no finding {number}: it has {len(findings)}, 'briefing show {source.id}' lists them"
            )
        return next((found for found in findings if (found.start, found.end) == span), None)

    def _place(self, pin: Pin, brief: str, section: str | None) -> Pin:
        """Put a block for ``pin`` into a section of a brief; return the pin with the section's heading."""
        from briefing.briefs import PinItem, operations

        was = self.briefs.load(brief)
        if any(isinstance(item, PinItem) and item.pin == pin.id for _, _, item in was.items()):
            return pin
        if section is None:
            section = was.sections[-1].heading if was.sections else "Key points"
        now = was
        if all(s.heading != section for s in was.sections):
            now = operations.add_section(now, section)
        index = next(i for i, s in enumerate(now.sections) if s.heading == section)
        self.briefs.save(brief, operations.add_item(now, index, PinItem(pin.id)))
        return replace(pin, section=section)

    def unpin(self, id: str, *, brief: str | None = None) -> Unpinned:
        """Take a pin away, with the blocks that show it.

        With ``brief``, only that brief lets go of it, and the pin itself stays while another brief uses it. Prose that
        names the pin is never touched.
        """
        pin = self.pins.get(id)
        with self.files.change(f"unpin {_short(pin.exact)}"):
            names = [brief] if brief else self.used_in(pin.id)
            changed = tuple(name for name in names if self._drop(pin.id, name))
            still = self.used_in(pin.id)
            if brief is None or not still:
                self.pins.remove(pin.id)
        return Unpinned(pin, changed, tuple(still))

    def _drop(self, id: str, brief: str) -> bool:
        from briefing.briefs import operations

        was = self.briefs.load(brief)
        now = operations.without_pin(was, id)
        if now != was:
            self.briefs.save(brief, now)
        return now != was

    def update_pin(self, pin: Pin) -> None:
        """Keep the analyst's changes to a pin."""
        with self.files.change(f"edit {_short(pin.exact)}"):
            self.pins.update(pin)

    def used_in(self, id: str) -> list[str]:
        """Return the names of the briefs that use a pin, recent first; briefs that do not parse are passed over."""
        from briefing.briefs import references
        from briefing.errors import BadBrief

        using = []
        for name in self.briefs.names():
            try:
                if id in references(self.briefs.load(name)):
                    using.append(name)
            except BadBrief:
                continue
        return using

    def source_or_none(self, id: str) -> Source | None:
        """Return the source with this id, or None when it is gone or cannot be read any more."""
        try:
            return self.library.source(id)
        except BriefingError:
            return None

    def uses(self) -> dict[str, list[str]]:
        """Return the names of the briefs that use each pin, by its id; briefs that do not parse are passed over."""
        from briefing.briefs import references
        from briefing.errors import BadBrief

        found: dict[str, list[str]] = {}
        for name in self.briefs.names():
            try:
                ids = references(self.briefs.load(name))
            except BadBrief:
                continue
            for id in ids:
                found.setdefault(id, []).append(name)
        return found

    def rate_outlet(self, publisher: str, letter: str) -> None:
        """Say how reliable a publisher is, A to F, for all its sources. Raises ``SettingsError``."""
        was = self.files.read(settings_module.FILE)
        with self.files.change(f"rate {publisher} {letter}"):
            self.files.write(settings_module.FILE, settings_module.with_outlet(was, publisher, letter), was=was)
        self.reload_settings()

    def reload_settings(self) -> bool:
        """Read ``desk.yaml`` again and say whether it changed; the sources are opened anew when it did."""
        now = settings_module.parse(self.files.read(settings_module.FILE))
        if now == self.settings:
            return False
        self.__dict__["settings"] = now
        if (library := self.__dict__.pop("library", None)) is not None:
            library.close()
        return True

    def resolve(self, id: str) -> Resolution:
        """Find a pin's text again."""
        from briefing.pins import resolve

        pin = self.pins.get(id)
        return resolve(pin, self.source_or_none(pin.source))

    def resolve_all(self, *, source: str | None = None) -> list[Resolution]:
        """Find the text of all pins again, or of those of one source."""
        from briefing.pins import resolve

        pins = self.pins.all() if source is None else self.pins.of(source)
        read = {pin.source: self.source_or_none(pin.source) for pin in pins}
        return [resolve(pin, read[pin.source]) for pin in pins]

    def accept(self, ids: Sequence[str]) -> list[Pin]:
        """Anchor pins to the words that stand in their sources now, because the analyst says so.

        Raises ``Refusal`` for a pin whose text cannot be found.
        """
        from briefing.pins import accept

        accepted = []
        with self.files.change(f"accept {len(ids)} pin{'s' * (len(ids) != 1)}"):
            for id in ids:
                found = self.resolve(id)
                source = self.source_or_none(found.pin.source)
                if source is None or found.start is None:
                    raise Refusal(f"{id} cannot be accepted: {found.why}")
                accepted.append(accept(found.pin, found, source))
                self.pins.update(accepted[-1])
        return accepted

    # ------------------------------------------------------------------ briefs

    def today(self) -> str:
        """Return the name of today's brief, whether it is there or not."""
        return self.clock().date().isoformat()

    def new_brief(
        self, name: str | None = None, *, template: str | None = None, form: BriefForm = "yaml", date: str | None = None
    ) -> str:
        """Make an empty brief; return its name. Raises ``BriefingError`` when it is there already."""
        name = name or self.today()
        with self.files.change(f"new brief {name}"):
            return self.briefs.create(name, self._blank(name, template, date), form=form)

    def _blank(self, name: str, template: str | None, date: str | None) -> Brief:
        from briefing.briefs import Brief

        day = date or self.today()
        title = name if name != self.today() else (self.settings.title or "Daily brief")
        return Brief(
            title=title,
            date=day,
            template=template or self.settings.template,
            marking=self.settings.marking,
            author=self.settings.author,
        )

    def ensure_brief(self, name: str | None = None) -> str:
        """Return the name of a brief that exists: the one named, else today's; it is made when it is not there."""
        name = name or self.today()
        try:
            self.briefs.path(name)
        except NothingFound:
            return self.new_brief(name)
        return name

    def draft_brief(
        self, name: str, *, template: str | None = None, date: str | None = None, query: str | None = None
    ) -> str:
        """Make a brief filled with the best findings of the sources that match ``query``, ready to cut down."""
        from briefing.briefs import draft

        material = [(self.library.source(e.id), self.library.findings(e.id)) for e in self.selected(query)]
        if not material:
            raise NothingFound("no source to draft from: add some, or widen the query")
        moment = self.clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        brief, pins = draft(self._blank(name, template, date), material, now=moment)
        with self.files.change(f"draft {name}"):
            made = self.briefs.create(name, brief)
            for pin in pins:
                self.pins.add(pin)
        return made

    def brief(self, name: str) -> Brief:
        """Return a brief, read. Raises ``NothingFound`` or ``BadBrief``."""
        return self.briefs.load(name)

    def save_brief(self, name: str, brief: Brief, label: str) -> None:
        """Write a brief back; ``label`` is what undo will name."""
        with self.files.change(label):
            self.briefs.save(name, brief)

    def convert_brief(self, name: str, form: BriefForm) -> str:
        """Write a brief in the other form; return its path below the desk."""
        with self.files.change(f"convert {name}"):
            return self.briefs.convert(name, form)

    # ------------------------------------------------------------------ checking and exporting

    def check(self, name: str) -> Report:
        """Resolve every pin of a brief and lint it."""
        from briefing.briefs import check

        return check(
            self.briefs.load(name),
            pins={pin.id: pin for pin in self.pins.all()},
            source=self.source_or_none,
            name=name,
            desk_marking=self.settings.marking,
        )

    def diff(self, old: str, new: str) -> BriefChanges:
        """Say what is new, changed and withdrawn in the brief ``new`` against ``old``."""
        from briefing.briefs import diff

        return diff(self.edition(old, draft=True), self.edition(new, draft=True))

    def edition(self, name: str, *, draft: bool = False, strict: bool = False, since: str | None = None) -> Edition:
        """Return all that an export needs, with what changed since the brief ``since`` when one is named.

        Raises ``CheckFailed`` when the brief does not pass and is no draft.
        """
        from briefing.briefs import edition

        report = self.check(name)
        if not draft and not report.passes(strict):
            raise CheckFailed(_refusal(name, report, strict))
        return edition(
            report,
            pins={pin.id: pin for pin in self.pins.all()},
            source=self.source_or_none,
            findings=self._findings_of,
            draft=draft,
            since=self.diff(since, name) if since else None,
        )

    def _findings_of(self, id: str) -> tuple[Finding, ...]:
        try:
            return self.library.findings(id)
        except BriefingError:
            return ()

    def original(self, id: str) -> bytes:
        """Return the bytes of a source's file as they are on disk. Raises ``NothingFound``."""
        data = self.files.read("sources/" + id.split("#", 1)[0])
        if data is None:
            raise NothingFound(f"the file of {id} is gone")
        return data

    @property
    def templates(self) -> list[Path]:
        """The folders of templates, the desk's own first."""
        return [self.root / "templates", packaged("templates")]

    def export(
        self,
        name: str,
        formats: Sequence[str] = ("md", "html"),
        *,
        out: Path | None = None,
        draft: bool = False,
        strict: bool = False,
        template: str | None = None,
        since: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> list[Path]:
        """Write a brief in each of ``formats``; return the files, below ``exports/`` unless ``out`` says otherwise.

        ``out`` is a folder, or a file when one format is asked for and it has a suffix. Raises ``CheckFailed``,
        ``TemplateError``, ``MissingExtra``, or ``BriefingError`` for an unknown format.
        """
        from briefing import export

        unknown = [form for form in formats if form not in export.FORMATS]
        if unknown:
            raise BriefingError(f"{unknown[0]!r} is not a format: choose from {', '.join(export.FORMATS)}")
        edition = self.edition(name, draft=draft, strict=strict, since=since)
        if template:
            edition = replace(edition, brief=replace(edition.brief, template=template))
        written = []
        for form in formats:
            if progress:
                progress(form)
            data = export.render(
                edition, form, templates=self.templates, settings=self.settings, original=self.original
            )
            path = self._target(name, export.FORMATS[form].suffix, out, alone=len(formats) == 1)
            _deliver(path, data)
            written.append(path)
        return written

    def _target(self, name: str, suffix: str, out: Path | None, *, alone: bool) -> Path:
        stem = Path(name).name
        if out is None:
            return self.root / "exports" / (stem + suffix)
        if alone and out.suffix and not out.is_dir():
            return out
        return out / (stem + suffix)

    # ------------------------------------------------------------------ undo, copying, session

    def undo(self) -> str | None:
        """Take back the last change to a file; return what it was."""
        return self.files.undo()

    def redo(self) -> str | None:
        """Do again what was undone last; return what it was."""
        return self.files.redo()

    def citation(self, pin: Pin) -> str:
        """Return a pin's words with speaker, role, publisher, date and address, in one line for pasting."""
        from briefing.text import one_line

        source = self.source_or_none(pin.source)
        meta = source.meta if source else None
        words = one_line(pin.exact)
        said = pin.kind in ("quote", "statement")
        parts = [pin.speaker if said else None, pin.role if said else None]
        parts += [meta.publisher or (source.title if source else pin.source), meta.date, meta.url] if meta else []
        return (f"“{words}”" if pin.kind == "quote" else words) + " — " + ", ".join(one_line(p) for p in parts if p)

    def load_session(self) -> dict[str, Any]:
        """Return what the workbench left behind last time; nothing when there is none or it is damaged."""
        import json

        try:
            kept = json.loads((self.root / ".briefing" / "session.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def save_session(self, session: Mapping[str, Any]) -> None:
        """Keep where the analyst was, for the next time."""
        import json

        replace_atomically(self.root / ".briefing" / "session.json", json.dumps(dict(session)).encode())


def _deliver(path: Path, data: bytes) -> None:
    try:
        replace_atomically(path, data)
    except OSError as error:
        raise BriefingError(f"{path} cannot be written: {os.strerror(error.errno or 0)}") from None


def _short(text: str) -> str:
    from briefing.text import one_line

    line = one_line(text)
    return f"“{line if len(line) <= 32 else line[:31].rstrip() + '…'}”"


def _refusal(name: str, report: Report, strict: bool) -> str:
    """Say in one line which pins and rules stand in the way."""
    stops = [p for p in report.problems if strict or p.severity == "error"]
    first = "; ".join(p.message for p in stops[:3])
    more = f"; and {len(stops) - 3} more" if len(stops) > 3 else ""
    return f"{name} is not exported: {first}{more}. 'briefing check {name}' shows all, --draft exports all the same"


_DESK_YAML = """\
# Settings of this desk; every line is optional.
# title: Daily brief
# author: Desk 4
# marking: TLP:GREEN
# template: daily
# outlets:
#   Reuters: A
# feeds:
#   - https://example.org/feed.xml
"""
