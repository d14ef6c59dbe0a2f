"""Tables of thousands of forms: the meanings of their columns, and columns of answers as states."""
