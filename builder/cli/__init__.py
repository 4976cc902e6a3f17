"""Command line: knows arguments, the environment, the clock and the screen, and nothing else does."""
