"""The query language: what a visitor types, read into a tree, and a tree written as text."""
