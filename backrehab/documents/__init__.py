"""What leaves the program for people: reports to print or to paste."""
