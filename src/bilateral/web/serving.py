"""How the app is served: what file, for whom, and who may judge."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from bilateral.config import DEFAULT_SETTINGS, Settings

__all__ = ["Serving", "is_loopback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """`host` is the address that is listened on. `hosts` are names, beside that address and those of this machine, by
    which the app may be asked for ("chronology.example.org"). `token` is asked of whoever judges; it may be empty only
    where nobody but this machine can ask. `by` is who judges where nobody gives a name.
    """

    path: Path
    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    by: str = ""
    judging: bool = True
    idle: float = 2.0
    """Seconds without a request after which the file is let go, so that others can write to it."""
    settings: Settings = DEFAULT_SETTINGS

    @property
    def loopback(self) -> bool:
        """Whether only this machine can ask."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether the address or name means this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
