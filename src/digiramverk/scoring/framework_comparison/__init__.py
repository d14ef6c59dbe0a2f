"""Two frameworks side by side: what was added, removed, moved, reworded; what can give other values."""
