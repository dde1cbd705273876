"""House rules that a program can hold: each check is a function that gives its complaints as lines of text."""
