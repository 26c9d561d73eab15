"""Programs that print figures; each docstring says how to run it and on what data."""
