"""What is measured in seconds and bytes, one benchmark a file."""
