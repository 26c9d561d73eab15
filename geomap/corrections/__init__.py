"""Corrections by hand: reviewed TOML files that have the last word on what was found, between resolve and store."""

from geomap.corrections.apply import Corrections
from geomap.corrections.beside import files_beside
from geomap.corrections.read import read_corrections

__all__ = ["Corrections", "files_beside", "read_corrections"]
