"""The command line: one small function a command, in a module each; heavy imports stand inside the functions."""

from __future__ import annotations

from bilateral.cli.group import main

__all__ = ["main"]
