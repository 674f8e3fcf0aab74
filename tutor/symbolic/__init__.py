"""The symbolic engine: formulas read, laid out, differentiated by named rules, judged; it knows no lesson."""
