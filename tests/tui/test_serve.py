"""``briefing serve``: the page on loopback, and that it asks no other machine for anything."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from briefing.desk import Desk

pytest.importorskip("textual_serve", reason="textual-serve comes with the extra named serve")


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve a desk on a free port; give its address once it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "briefing", "-C", str(desk.root), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if str(port) in line:
                break
        else:
            raise AssertionError(said)
        while not listens(port):
            assert process.poll() is None
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def listens(port: int) -> bool:
    """Tell whether somebody answers; the address is printed a moment before."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def test_the_page_is_there_and_asks_no_other_machine(desk: Desk) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with served(desk) as address:
        with opener.open(address, timeout=20) as answer:
            page = answer.read().decode()
        assert f"briefing: {desk.root.name}" in page
        assert "/ws" in page
        loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert loaded
        assert all(link.startswith(("/", address)) for link in loaded), loaded
        for link in loaded:
            with opener.open(link if link.startswith("http") else address + link.lstrip("/"), timeout=20) as answer:
                assert answer.status == 200


async def test_the_workbench_comes_through_the_socket_and_takes_keys(desk: Desk) -> None:
    aiohttp = pytest.importorskip("aiohttp", reason="aiohttp comes with textual-serve")
    with served(desk) as address:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}ws?width=80&height=24") as page:
            await shown(page, "Harbour")
            await page.send_str(json.dumps(["stdin", "\rn "]))
            await shown(page, "pinned")
    assert [pin.exact for pin in desk.pins.all()] == ["We will build our yards before the snow comes back,"]


async def shown(page: Any, words: str) -> None:
    """Read from the web socket until the terminal was told to show ``words``."""
    said = ""
    while words not in said:
        message = await page.receive(timeout=30)
        assert message.data is not None, said
        said += message.data.decode() if isinstance(message.data, bytes) else str(message.data)
