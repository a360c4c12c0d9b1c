"""Compares what the archive keeps twice: files and rows, history and deeds, rows and layers."""
