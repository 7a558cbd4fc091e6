"""The parts of `build`: read tables, take kinds, reconstruct prices, balance the opening, write."""
