#!/bin/sh
# Resolve the newest fitting dependencies once for Python 3.11 to 3.13 on every platform and write them down with their hashes.
# Wants `uv` on the path (or in UV). Not needed to build, test or use the project.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
compile() {
    output=$1
    shift
    echo "# Written by 'make lock': every version with the hashes of its files. Do not edit." >"$output.new"
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
        --no-emit-find-links --no-annotate --no-strip-extras "$@" >>"$output.new"
    mv "$output.new" "$output"
}
compile requirements/dev.txt pyproject.toml --group build --group dev
compile requirements/runtime.txt pyproject.toml --group build -c requirements/dev.txt
