"""`python -m bilateral` is the command `bilateral`."""

from __future__ import annotations

from bilateral.cli import main

if __name__ == "__main__":
    main(prog_name="bilateral")
