"""What is done to a running site on purpose, and what must come of it: `make faults`.

Each module is one fault, and gives the rows of the table that tell what was done and what was seen.
"""
