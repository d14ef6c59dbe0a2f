"""What is measured, and against what: run `make bench`."""
