"""Figures with knobs, as numbers: where the knobs stand, and what is computed from that; nothing is drawn here."""
