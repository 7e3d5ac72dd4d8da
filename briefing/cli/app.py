"""The command line as a whole: options before the command, where the desk is, exit codes, and errors in one line.

Commands live in modules of their own that are imported only when they run, so that ``--help`` stays quick.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.desk import Desk

COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("briefing.cli.workbench:open_", "Open the workbench (what 'briefing' alone does)."),
    "init": ("briefing.cli.desks:init", "Make a desk."),
    "add": ("briefing.cli.adding:add", "Add files, folders, URLs, feeds or standard input to the sources."),
    "list": ("briefing.cli.reading:list_", "List the sources with their findings and pins."),
    "show": ("briefing.cli.reading:show", "Show sources as read: metadata, text, furniture, findings."),
    "search": ("briefing.cli.reading:search", "Search the full text of the desk, best first."),
    "figures": ("briefing.cli.reading:figures", "Show the ledger: figures that measure the same, conflicts first."),
    "pin": ("briefing.cli.pinning:pin", "Pin a finding or a span of a source."),
    "unpin": ("briefing.cli.pinning:unpin", "Take a pin away."),
    "pins": ("briefing.cli.pinning:pins", "List the pins."),
    "brief": ("briefing.cli.writing:brief", "Make, draft or convert a brief."),
    "check": ("briefing.cli.checking:check", "Resolve every pin and lint the brief."),
    "diff": ("briefing.cli.checking:diff", "Say what is new, changed and withdrawn between two briefs."),
    "export": ("briefing.cli.exporting:export", "Export a brief whose pins all resolve."),
    "templates": ("briefing.cli.exporting:templates", "List the templates, what each is for, where it comes from."),
    "fetch": ("briefing.cli.adding:fetch", "Read the desk's feeds."),
    "serve": ("briefing.cli.workbench:serve", "Show the workbench in a browser."),
}


@dataclass
class Context:
    """What the options before the command say. The desk is opened when a command first asks for it."""

    named: str | None = None

    def root(self) -> Path:
        """Return the folder of the desk. Raises ``NotADesk``."""
        from briefing.desk import Desk

        return Desk.locate(self.named, cwd=Path.cwd(), environ=os.environ)

    def desk(self) -> Desk:
        """Open the desk. Raises ``NotADesk``."""
        from briefing.desk import Desk

        return Desk.open(self.root())


class Lazy(click.Group):
    """A group that imports a command's module when the command runs, and takes a folder in the place of a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take ``briefing DESK`` for ``briefing open DESK`` when DESK is a folder."""
        if args and args[0] not in COMMANDS:
            if not Path(args[0]).expanduser().is_dir():
                raise click.UsageError(
                    f"{args[0]!r} is neither a command nor a folder: 'briefing --help' lists the commands"
                )
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "desk", metavar="DESK", help="The desk's folder.  [default: the current one, or $BRIEFING_DESK]")
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def cli(ctx: click.Context, desk: str | None) -> None:
    """Turn a pile of sources into a brief that can be trusted.

    Every quote and every figure in a brief traces to the exact characters of a source, checked at export. Without a
    command, or with a folder, the workbench opens.
    """
    ctx.obj = Context(named=desk)
    if ctx.invoked_subcommand is None:
        command = cli.get_command(ctx, "open")
        assert command is not None
        ctx.invoke(command)


pass_context = click.make_pass_decorator(Context)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 fine, 1 the answer is no, 2 wrong use or bad input."""
    _plain_streams()
    try:
        answer: Any = cli.main(args=None if argv is None else list(argv), prog_name="briefing", standalone_mode=False)
        return answer if isinstance(answer, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort as abort:
        return _complain("interrupted", getattr(abort.__cause__, "exit_code", 130))
    except click.ClickException as error:
        return _complain(_usage(error), 2)
    except BriefingError as error:
        return _complain(str(error), error.exit_code)
    except BrokenPipeError:  # the reader of our output left, as 'head' does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _complain("interrupted", 130)
    except OSError as error:
        return _complain(f"{error.filename or 'the desk'}: {error.strerror}: look at its permissions and the disk", 2)
    except Exception as error:  # noqa: BLE001 - a bug of ours: the analyst gets a line, the log gets the rest
        return _complain(_bug(error), 2)


def _bug(error: Exception) -> str:
    """Write where the program went wrong into a log, without the values at hand, and say so in one line."""
    import tempfile
    import traceback

    if os.environ.get("BRIEFING_DEBUG"):
        traceback.print_exception(error)
    places = "".join(traceback.format_tb(error.__traceback__))
    with tempfile.NamedTemporaryFile("w", prefix="briefing-", suffix=".log", delete=False) as log:
        log.write(f"briefing {__version__}\n{type(error).__name__}\n{places}")
    return f"something went wrong inside the program ({type(error).__name__}); no file was lost. Details: {log.name}"


def _plain_streams() -> None:
    """Print what a terminal's encoding lacks as escapes instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    if isinstance(error, click.UsageError) and error.ctx and "--help" not in message:
        return f"{message}: see '{error.ctx.command_path} --help'"
    return message


def _complain(message: str, code: int) -> int:
    from briefing.text import one_line

    print(f"briefing: {one_line(message)}", file=sys.stderr)
    return code
