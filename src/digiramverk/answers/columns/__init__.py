"""Tables of forms by the thousand: what their columns are, and columns of answers turned into states."""
