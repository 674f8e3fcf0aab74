"""A network as a short script for NumPy, PyTorch, Keras or scikit-learn: from a specification, source text."""
