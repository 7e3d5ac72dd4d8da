"""``briefing open`` and ``briefing serve``."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from briefing.cli.app import Context, pass_context
from briefing.errors import BriefingError, MissingExtra, NotADesk


@click.command("open")
@click.argument("desk", required=False)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@pass_context
def open_(context: Context, desk: str | None, no_mouse: bool) -> int:
    """Open the workbench on DESK; without a desk, offer to make one."""
    if desk:
        context.named = desk
    root = _root(context)
    served = "TEXTUAL_DRIVER" in os.environ  # Textual's own way to say that a browser is the terminal
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BriefingError(
            "the workbench needs a terminal: run it in one, or use the commands ('briefing --help' lists them)"
        )
    from briefing.tui import run

    return run(root, no_mouse=no_mouse)


def _root(context: Context) -> Path | None:
    """Return the desk's folder; None when nothing names one, so that the workbench can offer the sample desk."""
    try:
        return context.desk().root
    except NotADesk:
        if context.named:
            raise
        return None


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@pass_context
def serve(context: Context, port: int, host: str) -> None:
    """Show the workbench in a browser, on this machine only unless --host says otherwise."""
    import shlex
    import tempfile

    root = context.desk().root
    try:
        import textual_serve.server
        from textual_serve.server import Server
    except ImportError:
        raise MissingExtra("briefing serve", "serve") from None
    command = shlex.join([sys.executable, "-m", "briefing", "open", str(root)])
    with tempfile.TemporaryDirectory(prefix="briefing-serve-") as folder:
        server = Server(command, host=host, port=port, title=f"briefing: {root.name}", templates_path=folder)
        for page in (Path(textual_serve.server.__file__).parent / "templates").glob("*.html"):
            (Path(folder) / page.name).write_text(_offline(page.read_text(encoding="utf-8")), encoding="utf-8")
        server.serve()


def _offline(page: str) -> str:
    """Return a page without what it would load from other machines: nobody asked for network here."""
    return re.sub(r"<(?:link|script)[^>]*(?:href|src)=[\"']?https?://[^>]*>(?:\s*</script>)?", "", page)
