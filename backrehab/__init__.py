"""BackRehab: shows back exercises, times them and keeps your own notes."""

__version__ = "0.1.0"
