"""Benchmarks: `python -m bench.NAME` prints its figures as one line of JSON; `--quick` gives a rough figure in under 20 s."""
