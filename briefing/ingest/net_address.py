"""Which addresses may be talked to: http and https, public unless the analyst allows private ones."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from briefing.errors import FetchError

PORTS = {"http": 80, "https": 443}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SAFE = "/%:@!$&'()*+,;=~?[]"


@dataclass(frozen=True, slots=True)
class Place:
    """A URL taken apart: what to ask whom. ``host`` is ASCII (IDNA), ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """What the ``Host`` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place(url: str) -> Place:
    """Take ``url`` apart. Raises ``FetchError`` for other schemes, for names and passwords in it, and for nonsense."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchError(f"is not a URL: {error}") from None
    if parts.scheme not in PORTS:
        raise FetchError(f"starts with {parts.scheme or 'nothing'}: only http and https are fetched")
    if "@" in parts.netloc:
        raise FetchError("holds a user name or password: take it out")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_host = ""
    if not ascii_host or any(char.isspace() for char in ascii_host):
        raise FetchError("is not a URL: it names no host")
    target = urlunsplit(("", "", quote(parts.path, safe=_SAFE) or "/", quote(parts.query, safe=_SAFE), ""))
    return Place(parts.scheme, ascii_host, PORTS[parts.scheme] if port is None else port, target)


def is_public(address: Address) -> bool:
    """Say whether ``address``, and the IPv4 address wrapped in it if it is one, is on the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64)."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if int(address) > 1 else None
    return None


def addresses(place: Place, *, allow_private: bool, seconds: float) -> list[str]:
    """Return the addresses of a place's host, as the connection is to use them: looked up once, then checked.

    Raises ``FetchError`` when there are none within ``seconds``, or when one of them is not public.
    """
    found = _look_up(place, seconds)
    for address in found:
        if not allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise FetchError(f"leads to the private address {address}: pass --allow-private if you mean it")
    return found


def _look_up(place: Place, seconds: float) -> list[str]:
    """Ask the resolver in a thread: it has no time limit of its own."""
    answers: list[str] = []
    errors: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
            answers.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="resolver")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise FetchError(f"the address of {place.host} was not found within {seconds:g} s")
    if errors or not answers:
        raise FetchError(f"there is no host {place.host}{without_proxy(place.scheme)}")
    return answers


def without_proxy(scheme: str) -> str:
    """Return what to say behind a connection that failed when the environment names a proxy, else nothing.

    Proxies are not used: they look up names themselves, so nobody could tell where a connection leads.
    """
    if any(os.environ.get(name) for name in (f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY")):
        return " (the proxy that the environment names is not used: save the page elsewhere and add the file)"
    return ""
