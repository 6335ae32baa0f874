#!/bin/sh
# Make the virtual environment .venv with the first Python 3.11 to 3.13 found, or with the one named in $PYTHON.
set -eu
fits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for python in ${PYTHON:-python3.11 python3.12 python3.13 python3 python}; do
    if "$python" -c "$fits" >/dev/null 2>&1; then
        echo "Making .venv with $("$python" --version)"
        exec "$python" -m venv .venv
    fi
done
echo "Bilateral needs Python 3.11, 3.12 or 3.13 with its venv module; tried: ${PYTHON:-python3.11 python3.12 python3.13 python3 python}." >&2
echo "On Debian: apt-get install python3 python3-venv. Elsewhere, name one: make $* PYTHON=/path/to/python3" >&2
exit 1
