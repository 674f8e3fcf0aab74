"""The symbolic engine: formulas read, laid out, differentiated by named rules, and judged; it knows no lesson and no screen."""
