"""What may go wrong: `make faults` does it on purpose, and fails where something is lost, half done, stale or dear."""
