"""The numeric engine: networks as data, trained step by step, every number by name; no lesson and no screen."""
