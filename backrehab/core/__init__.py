"""Rules and words of the program: pure, no clock, no files, no Qt."""
