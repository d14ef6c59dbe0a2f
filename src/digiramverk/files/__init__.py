"""What may be opened: within which folder, how much of it, and what its first bytes say."""
