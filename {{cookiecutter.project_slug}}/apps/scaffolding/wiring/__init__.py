"""Edits of files that are there already, each at a place that is found by the structure of the file.

Each is done once: what is there already stays as it is.
"""
