"""What is measured: in seconds and bytes on this machine, and against labels that others gave; one benchmark a file."""
