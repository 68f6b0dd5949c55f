"""Benchmarks: ratios measured within one run, so that the machine's speed cancels out."""
