"""What `make` runs: installing, the demo, the checks. Standard library only."""
