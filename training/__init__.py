"""Trains what geomap ships: the statistics of names and the recognizer's weights. See docs/training.md."""
