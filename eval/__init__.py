"""How we know: cases, scorers, the gate, and benchmarks."""
