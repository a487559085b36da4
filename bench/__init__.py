"""Benchmarks of the numbers Mushahid holds itself to; README.md says how to run and read them."""
