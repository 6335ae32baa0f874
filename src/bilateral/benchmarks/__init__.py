"""Benchmarks that ship with the package: `bilateral bench` runs them on a folder of public data."""
