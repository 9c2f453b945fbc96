"""The verbs of the command line, one module a field; each imports what it needs when it runs."""
